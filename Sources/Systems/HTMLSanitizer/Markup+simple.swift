extension Markup {
    /// How deep the elements of a simple text stand in each other: what browsers do with formatting begins beyond.
    private static let simpleDepth = 3

    /// Reads a text for which nobody needs a parser, because it can mean only one thing: characters, the four entities that are
    /// written here, and plain formatting without attributes, each element closed where it was opened, paragraphs in nothing.
    ///
    /// `nil` for every other text. What is read is what gumbo reads; a test compares the two.
    init?(simple html: String) {
        let bytes = html.utf8Span.span
        var text: [UInt8] = []
        var open: [String] = []
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"):
                guard let tag = SimpleTag(bytes, at: index) else { return nil }
                flush(&text)
                guard tag.apply(to: &open, atMost: Self.simpleDepth) else { return nil }
                append(tag, &open)
                index += tag.length
            case UInt8(ascii: "&"):
                guard let entity = SimpleEntity(bytes, at: index) else { return nil }
                text.append(entity.character)
                index += entity.length
            case let byte where Self.isSimple(byte, after: index > 0 ? bytes[index - 1] : 0):
                text.append(byte)
                index += 1
            default: return nil
            }
        }
        guard open.isEmpty else { return nil }
        flush(&text)
        isSimple = true
    }

    private mutating func append(_ tag: SimpleTag, _ open: inout [String]) {
        if tag.isEnd { return events.append(.close) }
        events.append(.open(Element(name: tag.name, isHTML: true, attributes: [])))
        depth = max(depth, open.count + (tag.isVoid ? 1 : 0))
        if tag.isVoid { events.append(.close) }
    }

    private mutating func flush(_ text: inout [UInt8]) {
        guard !text.isEmpty else { return }
        events.append(.text(String(decoding: text, as: UTF8.self)))
        text.removeAll(keepingCapacity: true)
    }

    /// Neither a control character nor one that gumbo replaces or passes over: noncharacters, U+FEFF.
    private static func isSimple(_ byte: UInt8, after previous: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\t"), 0x20..<0x7f: true
        case 0x80..<0xa0 where previous == 0xc2: false
        case 0xef: false
        case 0xbe, 0xbf: previous != 0xbf
        case 0x80...0xff: true
        default: false
        }
    }
}

/// A tag of formatting without attributes.
private struct SimpleTag {
    let name: String
    let isEnd: Bool
    let length: Int

    var isVoid: Bool { name == "br" }

    private static let names: [(bytes: StaticString, name: String)] = [
        ("b", "b"), ("i", "i"), ("p", "p"), ("u", "u"), ("br", "br"), ("em", "em"), ("span", "span"), ("strong", "strong"),
    ]

    init?(_ bytes: Span<UInt8>, at start: Int) {
        isEnd = start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "/")
        let first = start + (isEnd ? 2 : 1)
        guard let (word, name) = Self.names.first(where: { bytes.holds($0.bytes, at: first, before: UInt8(ascii: ">")) }) else {
            return nil
        }
        self.name = name
        length = first - start + word.utf8CodeUnitCount + 1
    }

    /// Opens or closes; whether it may.
    func apply(to open: inout [String], atMost depth: Int) -> Bool {
        if isEnd {
            guard !isVoid, open.last == name else { return false }
            open.removeLast()
            return true
        }
        guard open.count < depth, name != "p" || open.isEmpty else { return false }
        if !isVoid { open.append(name) }
        return true
    }
}

/// An entity that stands for a character of markup, or an ampersand that begins none.
private struct SimpleEntity {
    let character: UInt8
    let length: Int

    private static let known: [(name: StaticString, character: UInt8)] = [
        ("amp", UInt8(ascii: "&")), ("lt", UInt8(ascii: "<")), ("gt", UInt8(ascii: ">")), ("quot", UInt8(ascii: "\"")),
    ]

    init?(_ bytes: Span<UInt8>, at start: Int) {
        let next = start + 1
        if next == bytes.count || [0x09, 0x0a, 0x20].contains(bytes[next]) {
            (character, length) = (UInt8(ascii: "&"), 1)
        } else if let entity = Self.known.first(where: { bytes.holds($0.name, at: next, before: UInt8(ascii: ";")) }) {
            (character, length) = (entity.character, entity.name.utf8CodeUnitCount + 2)
        } else {
            return nil
        }
    }
}

extension Span<UInt8> {
    /// Whether a word stands at an index, and a byte behind it.
    fileprivate func holds(_ word: StaticString, at start: Int, before end: UInt8) -> Bool {
        let length = word.utf8CodeUnitCount
        guard start + length < count, self[start + length] == end else { return false }
        return word.withUTF8Buffer { word in
            for offset in 0..<length where unsafe self[start + offset] != word[offset] { return false }
            return true
        }
    }
}
