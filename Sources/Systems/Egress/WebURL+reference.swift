extension WebURL {
    /// The address that a `Location` field means, seen from this one (RFC 3986, section 5.2, without undoing `..`: servers read it).
    ///
    /// Blanks, quotes, angle brackets and characters beyond ASCII in its path and query are percent-encoded, as browsers do: storages and
    /// CDNs write file names as they are.
    /// - Throws: `EgressError` when it is no address that can be used.
    func resolving(_ reference: String) throws(EgressError) -> WebURL {
        let beginning = reference.prefix { !":/?#".contains($0) }
        if reference.dropFirst(beginning.count).first == ":" { return try WebURL(escaping: reference) }
        if reference.hasPrefix("//") { return try WebURL(escaping: "\(origin.scheme.rawValue):\(reference)") }
        if reference.hasPrefix("/") { return try WebURL(escaping: "\(origin)\(reference)") }
        let path = target.prefix { $0 != "?" }
        if reference.hasPrefix("?") { return try WebURL(escaping: "\(origin)\(path)\(reference)") }
        guard !beginning.isEmpty, let slash = path.lastIndex(of: "/") else {
            throw Self.invalid("a redirect names no other address")
        }
        return try WebURL(escaping: "\(origin)\(path[...slash])\(reference)")
    }

    /// Reads an absolute URL whose path and query need not be encoded; its host must be as anywhere else.
    private init(escaping text: String) throws(EgressError) {
        let start = text.firstRange(of: "://")?.upperBound ?? text.startIndex
        let target = text[start...].firstIndex { "/?#".contains($0) } ?? text.endIndex
        try self.init(text[..<target] + text[target...].utf8.map(Self.escaped).joined())
    }

    /// A percent sign stays: it begins what has been encoded already. Control characters and backslashes stay as well, and are refused.
    private static func escaped(_ byte: UInt8) -> String {
        let needsIt = byte == 0x20 || byte > 0x7e || #""<>"#.utf8.contains(byte)
        guard needsIt, byte != 0x7f else { return String(UnicodeScalar(byte)) }
        let digits = Array("0123456789ABCDEF")
        return "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
}
