/// The markdown that descriptions are written in, as HTML: paragraphs, line ends, lists, `**strong**`, `*em*`, `[text](https://…)`.
///
/// HTML in it stays and is left to the sanitizer. A backslash takes the meaning from the character behind it. Time is in the length of the text.
enum Markdown {
    /// A single paragraph stays without `<p>`, so that a plain text is itself.
    static func html(_ source: String) -> String {
        guard source.utf8.contains(where: isSpecial) else { return source }
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
        var blocks: [Block] = []
        for line in lines { add(line.last == "\r" ? line.dropLast() : line, to: &blocks) }
        blocks.removeAll { $0.lines.isEmpty }
        if blocks.count == 1, blocks[0].kind == .paragraph { return inline(blocks[0].text) }
        return blocks.map(\.html).joined()
    }

    /// A text that means itself in markdown and in the HTML that comes of it.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if character.isASCII && (character.isPunctuation || character.isSymbol) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "\n"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private struct Block {
        enum Kind: String {
            case paragraph = "p"
            case bullets = "ul"
            case numbers = "ol"
        }

        let kind: Kind
        var lines: [Substring] = []

        var text: String { lines.joined(separator: "\n") }

        var html: String {
            let content = kind == .paragraph ? inline(text) : lines.map { "<li>\(inline(String($0)))</li>" }.joined()
            return "<\(kind.rawValue)>\(content)</\(kind.rawValue)>"
        }
    }

    private static func add(_ line: Substring, to blocks: inout [Block]) {
        let text = line.drop { $0 == " " }
        guard !text.isEmpty else { return blocks.append(Block(kind: .paragraph)) }
        let (kind, content) = item(text)
        if blocks.last?.kind != kind { blocks.append(Block(kind: kind)) }
        blocks[blocks.count - 1].lines.append(content)
    }

    /// What a line is: an item of a list, or a part of a paragraph.
    private static func item(_ text: Substring) -> (Block.Kind, Substring) {
        for mark in ["- ", "* "] where text.hasPrefix(mark) { return (.bullets, text.dropFirst(2)) }
        let digits = text.prefix(3).prefix { $0.isASCII && $0.isNumber }
        return !digits.isEmpty && text.dropFirst(digits.count).hasPrefix(". ")
            ? (.numbers, text.dropFirst(digits.count + 2)) : (.paragraph, text)
    }

    private static func inline(_ text: String) -> String {
        var writer = MarkdownInline(text)
        return writer.html()
    }
}
