internal import HTTPSemantics

extension MediaType {
    /// Whether a pattern such as `image/*` or `*/*` covers this type.
    func matches(_ pattern: MediaType) -> Bool {
        (pattern.type == "*" || pattern.type == type) && (pattern.subtype == "*" || pattern.subtype == subtype)
    }
}
