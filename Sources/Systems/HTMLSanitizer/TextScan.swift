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
        for index in bytes.indices where Self.isMark(bytes[index]) {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch bytes[index] {
            case UInt8(ascii: ":"): if index == 0 || !Self.endsNoScheme(bytes[index - 1]) { mayHoldDanger = true }
            case UInt8(ascii: "("), UInt8(ascii: "="): mayHoldDanger = true
            case UInt8(ascii: "."): if index + 1 < bytes.count { mayHoldDanger = true }
            case UInt8(ascii: "&"):
                isPlain = false
                if ASCII.isLetter(next) || next == UInt8(ascii: "#") { hasEntity = true }
            // U+0080 to U+009F
            case 0xc2: if 0x80..<0xa0 ~= next { isPlain = false }
            default: isPlain = false
            }
        }
    }

    /// Whether a byte before a colon is a letter or a digit that ends no scheme of danger: `javascript`, `vbscript`, `data`.
    private static func endsNoScheme(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || ASCII.isLetter(byte) && byte | 0x20 != UInt8(ascii: "t") && byte | 0x20 != UInt8(ascii: "a")
    }

    /// Whether a byte is one of `& ( . : < = >`, a control character but for tab and line feed, or the beginning of one. For most bytes
    /// that is one comparison.
    private static func isMark(_ byte: UInt8) -> Bool {
        guard byte < 0x40 else { return byte == 0x7f || byte == 0xc2 }
        // One bit each; a constant that is worked out by the compiler.
        let controls: UInt64 = 0xffff_f9ff
        let marks: UInt64 = 1 << 0x26 | 1 << 0x28 | 1 << 0x2e | 1 << 0x3a | 1 << 0x3c | 1 << 0x3d | 1 << 0x3e
        return (controls | marks) >> UInt64(byte) & 1 != 0
    }

    /// Whether a text is the same as plain text and as HTML.
    static func isPlain(_ text: String) -> Bool { TextScan(text).isPlain }
}
