/// A first look at a text: one pass over its bytes says which of the dearer looks are needed. Most texts need none.
struct TextScan {
    /// Whether the text is the same as plain text and as HTML: no angle bracket, no ampersand, no control character.
    private(set) var isPlain = true
    /// Whether it may hold an entity: an ampersand before a letter or `#`.
    private(set) var hasEntity = false
    /// Whether it has any of the characters without which none of the words of danger means anything.
    private(set) var mayHoldDanger = false

    init(_ text: String) {
        let bytes = text.utf8Span.span
        var previous: UInt8 = 0
        for index in bytes.indices {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x7f: isPlain = false
            case 0..<0x20: if byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t") { isPlain = false }
            // U+0080 to U+009F
            case 0x80..<0xa0: if previous == 0xc2 { isPlain = false }
            case UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: "="): mayHoldDanger = true
            default: break
            }
            if previous == UInt8(ascii: "&") {
                if ASCII.isLetter(byte) || byte == UInt8(ascii: "#") { hasEntity = true }
            } else if previous == UInt8(ascii: ".") {
                mayHoldDanger = true
            }
            previous = byte
        }
    }

    /// Whether a text is the same as plain text and as HTML.
    static func isPlain(_ text: String) -> Bool { TextScan(text).isPlain }
}
