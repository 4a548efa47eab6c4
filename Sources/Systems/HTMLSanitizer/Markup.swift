/// What a browser makes of a piece of HTML, in the order of the document: elements opened and closed, and decoded text between them.
///
/// Comments, doctypes and processing instructions are not in it.
struct Markup: Sendable, Hashable {
    /// One element, as it is opened.
    struct Element: Sendable, Hashable {
        /// Lower case; empty for an element that HTML does not know.
        let name: String
        /// Whether it is in HTML's own namespace, not in SVG's or MathML's.
        let isHTML: Bool
        /// Names in lower case, values decoded, in the order of the source, each name once.
        let attributes: [Attribute]
    }

    /// One attribute of an element.
    struct Attribute: Sendable, Hashable {
        let name: String
        let value: String
    }

    /// One step through the document.
    enum Event: Sendable, Hashable {
        case open(Element)
        case close
        case text(String)
    }

    var events: [Event] = []
    /// How deep elements stand in each other at most.
    var depth = 0
    /// Whether it was read without a parser: formatting that is allowed whole, without attributes, so that what is written of it reads the
    /// same again.
    var isSimple = false

    /// Whether a text has anything that starts a tag, a comment or the like. Entities are not counted.
    static func starts(in text: String) -> Bool {
        let bytes = text.utf8Span.span
        for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: "<") {
            if isTagStart(bytes[index + 1]) { return true }
        }
        return false
    }

    /// Whether a tag, a comment or the like starts at an index.
    static func starts(in bytes: Span<UInt8>, at index: Int) -> Bool {
        bytes[index] == UInt8(ascii: "<") && index + 1 < bytes.count && isTagStart(bytes[index + 1])
    }

    /// How many times a tag, a comment or the like starts in a text.
    static func count(in text: String) -> Int {
        let bytes = text.utf8Span.span
        var count = 0
        for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: "<") {
            if isTagStart(bytes[index + 1]) { count += 1 }
        }
        return count
    }

    /// What after `<` is no text (HTML Standard, section 13.2.5.6, "Tag open state").
    private static func isTagStart(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }
}
