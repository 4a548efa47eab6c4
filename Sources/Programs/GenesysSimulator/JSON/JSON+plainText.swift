internal import JSON

extension JSON {
    /// What is no list and no object, as text; a whole number without a fraction.
    var plainText: String? {
        switch self {
        case .string(let value): value
        case .bool(let value): "\(value)"
        case .integer, .number: integer.map { "\($0)" } ?? text
        case .null, .array, .object: nil
        }
    }
}
