/// One row of a result, lent to the reader: each call reads the next column, so that a reader lists them in the statement's order.
///
/// SQLite converts what it holds to the type that is asked for. NULL reads as zero or empty unless the call is for an optional.
public struct Row {
    private let statement: Statement
    private var column: Int32 = 0

    init(_ statement: Statement) { self.statement = statement }

    /// Whether the next column is NULL; stays where it is.
    public var isNull: Bool { statement.isNull(at: column) }

    /// Passes over columns.
    public mutating func skip(_ count: Int) { column += Int32(count) }

    /// Reads an integer.
    public mutating func integer() -> Int64 { statement.integer(at: advance()) }

    /// Reads an integer, or `nil` for NULL.
    public mutating func optionalInteger() -> Int64? {
        let column = advance()
        return statement.isNull(at: column) ? nil : statement.integer(at: column)
    }

    /// Reads a floating-point number.
    public mutating func real() -> Double { statement.real(at: advance()) }

    /// Reads text.
    public mutating func text() -> String { statement.text(at: advance()) }

    /// Reads text, or `nil` for NULL.
    public mutating func optionalText() -> String? {
        let column = advance()
        return statement.isNull(at: column) ? nil : statement.text(at: column)
    }

    /// Reads bytes.
    public mutating func blob() -> [UInt8] { statement.blob(at: advance()) }

    private mutating func advance() -> Int32 {
        defer { column += 1 }
        return column
    }
}
