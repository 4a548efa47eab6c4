/// A first look at a text.
enum TextScan {
    /// Whether a text is the same as plain text and as HTML: no angle bracket, no ampersand, no control character.
    static func isPlain(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x7f: return false
            case 0..<0x20: if byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t") { return false }
            // U+0080 to U+009F
            case 0x80..<0xa0: if previous == 0xc2 { return false }
            default: break
            }
            previous = byte
        }
        return true
    }
}
