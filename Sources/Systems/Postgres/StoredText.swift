/// Text as it is stored. PostgreSQL's text holds every character but U+0000, which a customer's file name may have: U+001A, which no
/// sensible text has, introduces it.
enum StoredText {
    private static let escape: UInt8 = 0x1a

    /// U+0000 becomes U+001A `0`, and U+001A itself U+001A `1`.
    static func encode(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0 || $0 == escape }) else { return text }
        let bytes = text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case 0: [escape, UInt8(ascii: "0")]
            case escape: [escape, UInt8(ascii: "1")]
            default: [byte]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func decode(_ bytes: some Collection<UInt8>) -> String {
        guard bytes.contains(escape) else { return String(decoding: bytes, as: UTF8.self) }
        var decoded: [UInt8] = []
        var isEscaped = false
        for byte in bytes {
            if isEscaped { decoded.append(byte == UInt8(ascii: "0") ? 0 : escape) } else if byte != escape { decoded.append(byte) }
            isEscaped = byte == escape && !isEscaped
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}
