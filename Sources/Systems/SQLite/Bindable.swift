/// What a statement's parameter may be given; `nil` binds NULL.
public protocol Bindable: Sendable {
    /// The value as SQLite stores it.
    var databaseValue: Value { get }
}

/// The kinds of value that SQLite stores.
public enum Value: Sendable, Hashable {
    /// No value.
    case null
    /// A signed integer of up to 64 bits.
    case integer(Int64)
    /// A double.
    case real(Double)
    /// UTF-8.
    case text(String)
    /// Bytes as they are.
    case blob([UInt8])
}

extension Int64: Bindable {
    /// Stored as an INTEGER.
    public var databaseValue: Value { .integer(self) }
}

extension Int: Bindable {
    /// Stored as an INTEGER.
    public var databaseValue: Value { .integer(Int64(self)) }
}

extension Double: Bindable {
    /// Stored as a REAL.
    public var databaseValue: Value { .real(self) }
}

extension String: Bindable {
    /// Stored as TEXT.
    public var databaseValue: Value { .text(self) }
}

extension [UInt8]: Bindable {
    /// Stored as a BLOB.
    public var databaseValue: Value { .blob(self) }
}
