import HTTPSemantics

/// The bytes of a file from its `data`: base64 of either alphabet, with line ends or without, or a `data:` URL with base64 (RFC 2397).
struct FileData: Sendable {
    /// The beginning, for as long as it may be that of a `data:` URL; `nil` once the base64 itself has begun.
    private var head: [UInt8]? = []
    private var decoder = Base64Decoder(skipsLineBreaks: true, takesURLAlphabet: true)
    /// The media type that a `data:` URL names, if it does.
    private(set) var type: MediaType?

    private static let scheme = Array("data:".utf8)
    private static let longestHead = 256

    /// Appends what the text stands for.
    mutating func take(_ text: RawSpan, into bytes: inout [UInt8]) throws(JSONFormError) {
        var position = 0
        while position < text.byteCount, var head {
            head.append(text[position])
            position += 1
            self.head = head
            if !Self.mayBeURL(head) {
                try decode(head, into: &bytes)
            } else if head.last == UInt8(ascii: ",") {
                try read(head)
            } else if head.count > Self.longestHead {
                throw JSONFormError(.invalidDataURL, member: "data")
            }
        }
        if position < text.byteCount { try decode(text.extracting(position..<text.byteCount), into: &bytes) }
    }

    /// Says that the text has ended.
    mutating func finish(into bytes: inout [UInt8]) throws(JSONFormError) {
        if let head {
            guard head.count < Self.scheme.count else { throw JSONFormError(.invalidDataURL, member: "data") }
            try decode(head, into: &bytes)
        }
        do { try decoder.finish(into: &bytes) } catch { throw JSONFormError(.invalidBase64, member: "data") }
    }

    /// A colon is in no base64, so the five characters decide.
    private static func mayBeURL(_ head: [UInt8]) -> Bool {
        zip(head, scheme).allSatisfy { $0 == $1 || $0 | 0x20 == $1 && $1 != UInt8(ascii: ":") }
    }

    /// Reads `data:TYPE;base64,`; without a type nothing is claimed.
    private mutating func read(_ head: [UInt8]) throws(JSONFormError) {
        let text = String(decoding: head.dropFirst(Self.scheme.count).dropLast(), as: UTF8.self)
        guard let mark = text.lastIndex(of: ";"), text[mark...].lowercased() == ";base64" else {
            throw JSONFormError(.invalidDataURL, member: "data")
        }
        if mark != text.startIndex {
            guard let type = MediaType(text[..<mark]) else { throw JSONFormError(.invalidDataURL, member: "data") }
            self.type = type
        }
        self.head = nil
    }

    private mutating func decode(_ head: [UInt8], into bytes: inout [UInt8]) throws(JSONFormError) {
        self.head = nil
        try unsafe decode(head.span.bytes, into: &bytes)
    }

    private mutating func decode(_ text: RawSpan, into bytes: inout [UInt8]) throws(JSONFormError) {
        do { try decoder.decode(text, into: &bytes) } catch { throw JSONFormError(.invalidBase64, member: "data") }
    }
}
