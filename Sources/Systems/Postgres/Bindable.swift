/// What a statement's parameter may be given; `nil` binds NULL.
public protocol Bindable: Sendable {
    /// The value as PostgreSQL reads it (text format); without U+0000.
    var parameterText: String { get }
}

extension Int64: Bindable {
    /// Decimal.
    public var parameterText: String { String(self) }
}

extension Int: Bindable {
    /// Decimal.
    public var parameterText: String { String(self) }
}

extension String: Bindable {
    /// Itself; see `StoredText` for the one character that the server cannot store.
    public var parameterText: String { StoredText.encode(self) }
}

extension [Int64]: Bindable {
    /// An array literal, for `bigint[]`.
    public var parameterText: String { "{" + map(String.init).joined(separator: ",") + "}" }
}
