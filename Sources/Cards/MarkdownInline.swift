/// The marks within a line of markdown.
struct MarkdownInline {
    /// A mark that may turn out to open emphasis: where it was written, and what it was.
    private struct Mark {
        let place: Int
        let text: String
        let element: String
    }

    private let characters: [Character]
    private var index = 0
    private var pieces: [String] = []
    private var open: [Mark] = []
    private var found: [Character: Int] = [:]

    private static let nesting = 16

    init(_ text: String) { characters = Array(text) }

    mutating func html() -> String {
        while index < characters.count { step() }
        return pieces.joined()
    }

    private mutating func step() {
        switch characters[index] {
        case "\\":
            index += 1
            if index < characters.count, characters[index].isASCII, characters[index].isPunctuation || characters[index].isSymbol {
                pieces.append(Self.asText(characters[index]))
                index += 1
            } else {
                pieces.append("\\")
            }
        case "\n":
            pieces.append("<br>")
            index += 1
        case "*", "_": emphasis()
        case "[": link()
        case "<": tag()
        default:
            pieces.append(String(characters[index]))
            index += 1
        }
    }

    /// A run of one or two marks: closes what it opened, or opens, or means itself.
    private mutating func emphasis() {
        let mark = characters[index]
        let isDouble = index + 1 < characters.count && characters[index + 1] == mark
        let text = String(repeating: mark, count: isDouble ? 2 : 1)
        let before = index > 0 ? characters[index - 1] : " "
        index += text.count
        let after = index < characters.count ? characters[index] : " "
        // A `_` within a word is part of it, as in the names of programs.
        let isInWord = mark == "_" && Self.isWord(before) && Self.isWord(after)
        if !isInWord, !before.isWhitespace, let start = open.lastIndex(where: { $0.text == text }) {
            let opened = open[start]
            pieces[opened.place] = "<\(opened.element)>"
            pieces.append("</\(opened.element)>")
            open.removeSubrange(start...)
            return
        }
        if !isInWord, !after.isWhitespace, open.count < Self.nesting {
            open.append(Mark(place: pieces.count, text: text, element: isDouble ? "strong" : "em"))
        }
        pieces.append(text)
    }

    /// `[text](address)`, on one line; anything else means itself.
    private mutating func link() {
        guard let close = next("]"), next("\n").map({ close < $0 }) ?? true, close + 1 < characters.count,
            characters[close + 1] == "(",
            let end = characters[(close + 2)...].firstIndex(where: { $0 == ")" || $0 == "(" || $0 == "[" || $0.isWhitespace }),
            characters[end] == ")"
        else {
            pieces.append("[")
            index += 1
            return
        }
        let label = characters[(index + 1)..<close].map(Self.asText).joined()
        let address = characters[(close + 2)..<end].map(Self.asText).joined()
        pieces.append("<a href=\"\(address)\">\(label)</a>")
        index = end + 1
    }

    /// HTML: its attributes hold no marks.
    private mutating func tag() {
        let isTag = index + 1 < characters.count && characters[index + 1] != " "
        let stop = isTag ? next(">").map { $0 + 1 } ?? index + 1 : index + 1
        pieces.append(String(characters[index..<stop]))
        index = stop
    }

    /// Where a character stands next, from here on. What was found is kept, so that all of the searches together read the text once.
    private mutating func next(_ character: Character) -> Int? {
        if let known = found[character], known >= index { return known == characters.count ? nil : known }
        let place = characters[index...].firstIndex(of: character) ?? characters.count
        found[character] = place
        return place == characters.count ? nil : place
    }

    private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    private static func asText(_ character: Character) -> String {
        switch character {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        default: String(character)
        }
    }
}
