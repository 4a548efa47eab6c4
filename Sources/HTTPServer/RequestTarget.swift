import HTTPSemantics

/// The request target, taken apart (RFC 9112, section 3.2).
struct RequestTarget {
    let path: String
    let query: [(name: String, value: String)]

    /// Accepts `/path?query`, the same behind `http://authority`, and `*`.
    /// - Throws: when it is anything else, has a character that a URI cannot have, or a malformed escape.
    init(_ text: String) throws(Refusal) {
        guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !"\"#<>\\^`{|}".utf8.contains($0) }) else {
            throw .malformed("The request target has a character that must be percent-encoded.")
        }
        let parts = try Self.origin(text).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard PercentEncoding.decode(parts[0]) != nil, let query = PercentEncoding.pairs(ofQuery: parts.count == 2 ? parts[1] : "")
        else {
            throw .malformed("The request target has a malformed percent escape.")
        }
        self.path = String(parts[0])
        self.query = query
    }

    private static func origin(_ text: String) throws(Refusal) -> Substring {
        if text.hasPrefix("/") || text == "*" { return text[...] }
        for scheme in ["http://", "https://"] where text.lowercased().hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            guard let slash = rest.firstIndex(of: "/") else { return "/" }
            return rest[slash...]
        }
        throw .malformed("The request target is no path.")
    }
}
