/// A JSON value as it came, so that it can be checked member by member before anything is made of it.
enum JSON: Sendable, Hashable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case list([JSON])
    case object([String: JSON])

    /// An object's member; `nil` for an absent one and for everything that is no object.
    subscript(name: String) -> JSON? { members?[name] }

    var string: String? { if case .string(let value) = self { value } else { nil } }
    var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
    var items: [JSON]? { if case .list(let value) = self { value } else { nil } }
    var members: [String: JSON]? { if case .object(let value) = self { value } else { nil } }

    /// A number without a fraction.
    var integer: Int? { if case .number(let value) = self { Int(exactly: value) } else { nil } }

    /// What is no list and no object, as text; a whole number without a fraction.
    var plainText: String? {
        switch self {
        case .string(let value): value
        case .boolean(let value): "\(value)"
        case .number(let value): integer.map { "\($0)" } ?? "\(value)"
        case .null, .list, .object: nil
        }
    }

    static func integer(_ value: Int) -> JSON { .number(Double(value)) }

    /// An object of those members that have a value.
    static func object(present members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(Dictionary(members.compactMap { name, value in value.map { (name, $0) } }) { first, _ in first })
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    init(arrayLiteral elements: JSON...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements) { first, _ in first })
    }
}
