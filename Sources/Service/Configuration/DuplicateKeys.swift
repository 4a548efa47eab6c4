import JSON

/// Finds the keys that stand twice in one object of a JSON5 text, of which the decoder takes one and says nothing.
///
/// The text is one that the decoder has taken: so brackets match, and what stands before a colon is a key.
struct DuplicateKeys {
    private enum Container {
        case object(names: Set<String>)
        case list(index: Int)
    }

    private var left: Substring
    private var open: [(place: Place, container: Container)] = []
    /// Where the next value stands.
    private var place: Place
    private var isKeyNext = false

    /// Reports each at its place.
    static func report(in text: String, at root: Place) {
        var reader = DuplicateKeys(left: text[...], place: root)
        while let character = reader.left.first { reader.read(character) }
    }

    private init(left: Substring, place: Place) { (self.left, self.place) = (left, place) }

    private mutating func read(_ character: Character) {
        switch character {
        case "/" where left.hasPrefix("//"): left = left.drop { !$0.isNewline }
        case "/" where left.hasPrefix("/*"):
            let end = left.dropFirst(2).firstRange(of: "*/")?.upperBound
            left = end.map { left[$0...] } ?? ""
        case "\"", "'":
            let rest = SyntaxErrorLocator.afterString(left, quote: character).dropFirst()
            take(left[..<rest.startIndex], until: rest)
        case "{", "[", "}", "]", ",", ":":
            left = left.dropFirst()
            readSign(character)
        case _ where character.isWhitespace || character == "\u{FEFF}": left = left.dropFirst()
        default:
            let rest = left.drop { !$0.isWhitespace && !"{}[],:/".contains($0) }
            // No text that the decoder takes has a slash there; whatever it is, it is passed over.
            take(left[..<rest.startIndex], until: rest.startIndex == left.startIndex ? rest.dropFirst() : rest)
        }
    }

    private mutating func readSign(_ character: Character) {
        switch character {
        case "{":
            open.append((place, .object(names: [])))
            isKeyNext = true
        case "[":
            open.append((place, .list(index: 0)))
            place = place[0]
            isKeyNext = false
        case ",": readComma()
        case ":": isKeyNext = false
        default:
            _ = open.popLast()
            isKeyNext = false
        }
    }

    private mutating func readComma() {
        guard let (outer, container) = open.last else { return }
        switch container {
        case .object: isKeyNext = true
        case .list(let index):
            open[open.count - 1].container = .list(index: index + 1)
            place = outer[index + 1]
        }
    }

    private mutating func take(_ word: Substring, until rest: Substring) {
        left = rest
        guard isKeyNext, case (let outer, .object(var names))? = open.last else { return }
        isKeyNext = false
        let name = JSON(json5: "\"'".contains(word.prefix(1)) ? String(word) : "\"\(word)\"")?.string ?? String(word)
        place = outer[name]
        if !names.insert(name).inserted { place.problem("is there twice; keep one of the two") }
        open[open.count - 1].container = .object(names: names)
    }
}
