/// Writes structured log lines: JSON in a pipe, readable on a terminal. Never give it anything of a customer's.
public struct Logger: Sendable {
    public enum Level: String, Sendable, Comparable, CaseIterable {
        case debug, info, warning, error

        public static func < (a: Level, b: Level) -> Bool { allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)! }
    }

    /// A field's value.
    public enum Value: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case string(String)
        case integer(Int64)
        case double(Double)
        case bool(Bool)

        public init(stringLiteral value: String) { self = .string(value) }
        public init(integerLiteral value: Int64) { self = .integer(value) }
    }

    public typealias Fields = KeyValuePairs<String, Value>

    public init() {}

    public func log(_ level: Level, _ message: String, _ fields: Fields = [:]) {}

    public func debug(_ message: String, _ fields: Fields = [:]) { log(.debug, message, fields) }
    public func info(_ message: String, _ fields: Fields = [:]) { log(.info, message, fields) }
    public func warning(_ message: String, _ fields: Fields = [:]) { log(.warning, message, fields) }
    public func error(_ message: String, _ fields: Fields = [:]) { log(.error, message, fields) }
}
