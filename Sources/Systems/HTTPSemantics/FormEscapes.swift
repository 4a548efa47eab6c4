/// How senders write in a form's names what may not stand there as it is.
public enum FormEscapes {
    /// A field's name: browsers write a quote and line ends as `%22`, `%0D` and `%0A` and nothing else so (WHATWG HTML, "multipart form
    /// data").
    public static func decoded(_ text: String) -> String {
        guard text.utf8.contains(percent) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let escaped = byte == percent ? escapes[String(decoding: rest.prefix(2), as: UTF8.self).uppercased()] : nil
            if escaped != nil { rest = rest.dropFirst(2) }
            bytes.append(escaped ?? byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A file's name: percent-encoded as a whole (RFC 7578 section 2; aiohttp's default), or else as browsers write it.
    ///
    /// A browser leaves a `%` as it is. So a name is percent-encoded when it is UTF-8 and either exactly what an encoder makes of it, or has
    /// letters beyond ASCII in its escapes.
    public static func decodedFileName(_ text: String) -> String {
        guard text.utf8.contains(percent), let name = PercentEncoding.decode(text),
            PercentEncoding.encode(name) == text || foreignBytes(name) > foreignBytes(text)
        else { return decoded(text) }
        return name
    }

    private static func foreignBytes(_ text: String) -> Int { text.utf8.count { $0 >= 0x80 } }

    private static let percent = UInt8(ascii: "%")
    private static let escapes = ["22": UInt8(ascii: "\""), "0D": UInt8(ascii: "\r"), "0A": UInt8(ascii: "\n")]
}
