extension WebURL {
    /// The address that a `Location` field means, seen from this one (RFC 3986, section 5.2, without undoing `..`: servers read it).
    /// - Throws: `EgressError` when it is no address that can be used.
    func resolving(_ reference: String) throws(EgressError) -> WebURL {
        let beginning = reference.prefix { !":/?#".contains($0) }
        if reference.dropFirst(beginning.count).first == ":" { return try WebURL(reference) }
        if reference.hasPrefix("//") { return try WebURL("\(origin.scheme.rawValue):\(reference)") }
        if reference.hasPrefix("/") { return try WebURL("\(origin)\(reference)") }
        let path = target.prefix { $0 != "?" }
        if reference.hasPrefix("?") { return try WebURL("\(origin)\(path)\(reference)") }
        guard !beginning.isEmpty, let slash = path.lastIndex(of: "/") else {
            throw Self.invalid("a redirect names no other address")
        }
        return try WebURL("\(origin)\(path[...slash])\(reference)")
    }
}
