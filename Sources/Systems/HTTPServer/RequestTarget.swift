import HTTPSemantics

/// The request target, taken apart (RFC 9112, section 3.2).
///
/// Of an absolute form the authority counts and the `Host` field is ignored, as section 3.2.2 demands: nothing here reads `Host`.
struct RequestTarget {
    let path: String
    let query: [(name: String, value: String)]

    /// Accepts `/path?query`, the same behind `http://authority` or `https://authority`, and for `OPTIONS` alone `*`.
    ///
    /// - Throws: when it is anything else, has a malformed authority, a character that a URI cannot have, a malformed escape, or an
    ///   escape for a control character. A query's values may have tabs and line ends: a message's text has them.
    init(_ text: String, method: HTTPMethod) throws(Refusal) {
        guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !"\"#<>\\^`{|}".utf8.contains($0) }) else {
            throw .malformed("The request target has a character that must be percent-encoded.")
        }
        let parts = try Self.origin(text, method).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = PercentEncoding.decode(parts[0]),
            let query = PercentEncoding.pairs(ofQuery: parts.count == 2 ? parts[1] : "")
        else {
            throw .malformed("The request target has a malformed percent escape.")
        }
        guard !path.utf8.contains(where: Self.isControl),
            query.allSatisfy({ !$0.name.utf8.contains(where: Self.isControl) && Self.isText($0.value) })
        else {
            throw .malformed("The request target has an escape for a control character, such as %00. Leave it out.")
        }
        self.path = String(parts[0])
        self.query = query
    }

    /// Path and query, the path not empty.
    private static func origin(_ text: String, _ method: HTTPMethod) throws(Refusal) -> Substring {
        if text.hasPrefix("/") { return text[...] }
        if text == "*" {
            guard method == .options else { throw .malformed("The request target * is for OPTIONS alone.") }
            return "*"
        }
        for scheme in ["http://", "https://"] where text.lowercased().hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            guard Authority.isValid(authority) else {
                throw .malformed("The request target's authority is not a host with or without a port.")
            }
            let path = rest[authority.endIndex...]
            return path.hasPrefix("/") ? path : "/\(path)"
        }
        throw .malformed("The request target is no path.")
    }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

    private static func isText(_ value: String) -> Bool { !value.utf8.contains { isControl($0) && !"\t\r\n".utf8.contains($0) } }
}
