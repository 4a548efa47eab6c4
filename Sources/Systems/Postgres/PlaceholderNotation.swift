/// `?` and `?1`, which SQLite knows as well, in PostgreSQL's notation.
enum PlaceholderNotation {
    /// Writes `$1` for each of them. There is no other question mark in our statements.
    static func numbered(_ sql: String) -> String {
        var numbered = ""
        var next = 1
        var rest = sql[...]
        while let mark = rest.firstIndex(of: "?") {
            numbered += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            let digits = rest.prefix { $0.isWholeNumber }
            rest = rest[digits.endIndex...]
            if digits.isEmpty {
                numbered += "$\(next)"
                next += 1
            } else {
                numbered += "$" + digits
            }
        }
        return numbered + rest
    }
}
