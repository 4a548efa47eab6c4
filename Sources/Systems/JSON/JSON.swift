/// A JSON value (RFC 8259). Members keep their order, which is no part of what the value is.
public enum JSON: Sendable, Hashable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number without fraction and exponent.
    case integer(Int64)
    /// Any other number; `null` is written for one that is not finite.
    case number(Double)
    /// A string.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object; each name once.
    case object([Member])

    /// One member of an object.
    public struct Member: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The value.
        public var value: JSON

        /// Names a value.
        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// A number without fraction and exponent.
    public static func integer(_ value: Int) -> JSON { .integer(Int64(value)) }

    /// An object of the members of a dictionary, in the order of their names.
    public static func object(_ members: [String: JSON]) -> JSON {
        .object(members.sorted { $0.key < $1.key }.map { Member($0.key, $0.value) })
    }

    /// An object of those members that have a value.
    public static func object(present members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }
}

extension JSON {
    /// Whether two values are the same; the order of an object's members does not count (RFC 8259, section 1).
    public static func == (one: JSON, other: JSON) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.string(let one), .string(let other)): one == other
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)):
            one.count == other.count && (one == other || Self.byName(one) == Self.byName(other))
        default: false
        }
    }

    private static func byName(_ members: [Member]) -> [String: JSON] {
        Dictionary(members.map { ($0.name, $0.value) }) { _, last in last }
    }

    /// Values that are the same have the same hash.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .number(let value): hasher.combine(value)
        case .string(let value): hasher.combine(value)
        case .array(let elements): hasher.combine(elements)
        case .object(let members): hasher.combine(Set(members.map(\.name)))
        }
    }
}

extension JSON {
    /// The member of an object; `nil` when there is none, when it is `null`, or when this is no object.
    ///
    /// Setting it puts the value in its place, or at the end; `nil` takes the member out. What is no object stays as it is.
    public subscript(name: String) -> JSON? {
        get {
            guard case .object(let members) = self else { return nil }
            guard let value = members.first(where: { $0.name == name })?.value, value != .null else { return nil }
            return value
        }
        set {
            guard case .object(var members) = self else { return }
            self = .null
            if let place = members.firstIndex(where: { $0.name == name }) {
                if let newValue { members[place].value = newValue } else { members.remove(at: place) }
            } else if let newValue {
                members.append(Member(name, newValue))
            }
            self = .object(members)
        }
    }

    /// The text of a string; else `nil`.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// `true` or `false`; else `nil`.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// A number without a fraction, however it is written; else `nil`.
    public var integer: Int? {
        switch self {
        case .integer(let value): Int(exactly: value)
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    /// Any number; else `nil`.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The elements of an array; else `nil`.
    public var array: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

    /// The members of an object by their names; else `nil`.
    public var members: [String: JSON]? {
        guard case .object(let members) = self else { return nil }
        return Self.byName(members)
    }

    /// What it is, in words.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// The same of a value that may not be there, so that a path through an answer can be written as one.
extension JSON? {
    /// The member of an object, if there is one.
    public subscript(name: String) -> JSON? { flatMap { $0[name] } }

    /// The text of a string; else `nil`.
    public var string: String? { flatMap(\.string) }

    /// The elements of an array; else `nil`.
    public var array: [JSON]? { flatMap(\.array) }
}

extension JSON: ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// An array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// An object; the order is kept.
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { Member($0, $1) }) }
    /// `true` or `false`
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
}
