/// One row of a result, lent to the reader: each call reads the next column, so that a reader lists them in the statement's order.
///
/// NULL reads as zero or empty unless the call is for an optional.
public struct Row {
    private let result: Result
    private let number: Int32
    private var column: Int32 = 0

    init(_ result: Result, number: Int32) {
        self.result = result
        self.number = number
    }

    /// Whether the next column is NULL; stays where it is.
    public var isNull: Bool { result.isNull(row: number, column: column) }

    /// Passes over columns.
    public mutating func skip(_ count: Int) { column += Int32(count) }

    /// Reads an integer.
    public mutating func integer() -> Int64 { optionalInteger() ?? 0 }

    /// Reads an integer, or `nil` for NULL.
    public mutating func optionalInteger() -> Int64? { optionalText().flatMap { Int64($0) } }

    /// Reads text.
    public mutating func text() -> String { optionalText() ?? "" }

    /// Reads text, or `nil` for NULL.
    public mutating func optionalText() -> String? {
        defer { column += 1 }
        return result.isNull(row: number, column: column) ? nil : result.text(row: number, column: column)
    }
}
