extension String {
    /// The text with the credentials of each URL in it replaced by `<redacted>`: of `https://user:password@host/` the part before the `@`.
    ///
    /// What is no well-formed URL is treated alike, since those are the ones that errors quote: everything between `://` and the last `@`
    /// before a blank, a quotation mark or an angle bracket goes, even where it has a slash in it.
    public var withoutCredentials: String {
        guard utf8.contains(UInt8(ascii: "@")) else { return self }
        var result = ""
        var rest = self[...]
        while let mark = rest.firstRange(of: "://") {
            let word = rest[mark.upperBound...].prefix { !$0.isWhitespace && !"\"'<>".contains($0) }
            result += rest[..<mark.upperBound]
            if let at = word.lastIndex(of: "@") {
                result += Secret.mark
                rest = rest[at...]
            } else {
                result += word
                rest = rest[word.endIndex...]
            }
        }
        return result + rest
    }
}
