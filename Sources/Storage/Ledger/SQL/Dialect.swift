/// Where two databases want different words for the same.
enum Dialect: Sendable {
    case sqlite, postgres

    /// Ends a SELECT whose row is changed next, or must not be changed by others until the commit. SQLite has one writer in any case.
    /// Rows that refer to it may still be added.
    var forUpdate: String {
        switch self {
        case .sqlite: ""
        case .postgres: "FOR NO KEY UPDATE"
        }
    }

    /// Ends a SELECT of rows of `q` to take: rows that others are taking are passed over.
    var forTaking: String {
        switch self {
        case .sqlite: ""
        case .postgres: "FOR UPDATE OF q SKIP LOCKED"
        }
    }

    /// Ends a SELECT of rows of `a` that nobody is at work on: those of others are passed over, and nothing is added to them until the commit.
    var forResting: String {
        switch self {
        case .sqlite: ""
        case .postgres: "FOR UPDATE OF a SKIP LOCKED"
        }
    }

    /// Compares with a pattern; upper and lower case of ASCII letters are the same.
    var like: String {
        switch self {
        case .sqlite: "LIKE"
        case .postgres: "ILIKE"
        }
    }

    /// Texts of many rows as one, with blanks between.
    func joined(_ column: String) -> String {
        switch self {
        case .sqlite: "group_concat(\(column), ' ')"
        case .postgres: "string_agg(\(column), ' ')"
        }
    }

    /// Joins in this order: SQLite would else start at the other table.
    var join: String {
        switch self {
        case .sqlite: "CROSS JOIN"
        case .postgres: "JOIN"
        }
    }
}
