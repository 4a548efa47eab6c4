internal import HTTPSemantics

/// The text that divides a body's parts: 1 to 70 characters, none of which can be taken for a line break (RFC 2046 section 5.1.1).
public struct MultipartBoundary: Sendable, Hashable {
    /// The boundary without the hyphens that stand before it in the body.
    public let value: String

    /// Takes the boundary of a `Content-Type: multipart/form-data`.
    ///
    /// - Throws: `MultipartError` with `notFormData` or `invalidBoundary`.
    public init(contentType: String) throws(MultipartError) {
        guard let header = HeaderParameters(contentType), header.value == "multipart/form-data" else {
            throw MultipartError(.notFormData)
        }
        guard let value = header["boundary"], Self.isAllowed(value) else { throw MultipartError(.invalidBoundary) }
        self.value = value
    }

    private static func isAllowed(_ text: String) -> Bool {
        (1...70).contains(text.utf8.count) && text.utf8.last != .space
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "'()+_,-./:=? ".utf8.contains(byte)
                }
            }
    }
}
