/// The bytes of one log line, never more than the limit.
struct LineBuffer {
    /// `PIPE_BUF` on Linux: a write of up to so many bytes to a pipe is not mixed with others (pipe(7)).
    static let limit = 4096
    static let messageLimit = 2048
    static let valueLimit = 1024
    static let nameLimit = 128

    /// What the end of a line needs.
    private static let reserve = 32

    private var bytes: [UInt8] = []
    private var isTruncated = false

    init() { bytes.reserveCapacity(256) }

    var count: Int { bytes.count }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Appends all that the closure does, or nothing.
    mutating func appendIfItFits(_ body: (inout LineBuffer) -> Void) {
        let start = bytes.count
        body(&self)
        guard bytes.count > Self.limit - Self.reserve else { return }
        bytes.removeSubrange(start...)
        isTruncated = true
    }

    mutating func finish(truncationMark: String, end: String) -> [UInt8] {
        if isTruncated { append(truncationMark) }
        append(end)
        return bytes
    }

    mutating func appendQuoted(_ text: String, limit: Int) {
        append("\"")
        appendEscaped(text, limit: limit)
        append("\"")
    }

    /// Appends a text as the inside of a JSON string (RFC 8259 section 7), cut where its bytes would pass the limit.
    ///
    /// Besides what JSON asks for it escapes whatever a terminal or a log viewer may obey: DEL, C1 controls, line and paragraph
    /// separators, and the marks that turn the direction of writing. Credentials of URLs are left out.
    mutating func appendEscaped(_ text: String, limit: Int) {
        let text = text.withoutCredentials
        guard text.utf8.count > limit || !text.utf8.allSatisfy(Self.isPlain) else { return append(text) }
        let end = bytes.count + limit
        // Where the text can be cut so that the ellipsis still has room.
        var cut = bytes.count
        for scalar in text.unicodeScalars {
            append(escaping: scalar)
            if bytes.count + "…".utf8.count <= end { cut = bytes.count }
            guard bytes.count > end else { continue }
            bytes.removeSubrange(cut...)
            return append("…")
        }
    }

    mutating func appendJSON(_ value: Logger.Value) {
        switch value {
        case .string(let text): appendQuoted(text, limit: Self.valueLimit)
        case .integer(let number): append(String(number))
        case .double(let number): append(number.isFinite ? String(number) : "\"\(number)\"")
        case .bool(let flag): append(flag ? "true" : "false")
        }
    }

    /// Quotes a text only where a reader could not tell its end.
    mutating func appendReadable(_ value: Logger.Value) {
        guard case .string(let text) = value, !text.isEmpty, !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x22 || $0 == 0x3D })
        else { return appendJSON(value) }
        appendEscaped(text, limit: Self.valueLimit)
    }

    private mutating func append(escaping scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": append("\\\"")
        case "\\": append("\\\\")
        case "\n": append("\\n")
        case "\r": append("\\r")
        case "\t": append("\\t")
        case _ where Self.isObeyed(scalar):
            let digits = String(scalar.value, radix: 16)
            append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Whether a terminal or a viewer may act on the character instead of showing it.
    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
