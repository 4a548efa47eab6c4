extension Logger {
    /// A field's value. There is none for a secret: what has no case here cannot be logged.
    public enum Value: Sendable, Hashable {
        case string(String)
        case integer(Int64)
        case double(Double)
        case bool(Bool)

        /// A count or a size.
        public static func integer(_ value: Int) -> Value { .integer(Int64(value)) }

        /// A duration, in seconds with the milliseconds as decimals. Name the field `…_seconds`.
        public static func seconds(_ duration: Duration) -> Value {
            .double((duration / .milliseconds(1)).rounded() / 1000)
        }
    }
}

extension Logger.Value: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral
{
    /// Takes a text, interpolated or not.
    public init(stringLiteral value: String) { self = .string(value) }
    /// Takes a whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// Takes a number.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// Takes a truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}
