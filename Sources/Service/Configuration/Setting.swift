import JSON

/// A value as it stands in a configuration, or comes into it from outside.
enum Setting: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    /// A text from the environment or a file: perhaps a secret, and perhaps meant as a number.
    case external(String)
    /// A reference to what is not there; the problem is already reported.
    case missing
    case list([Setting])
    case object([Member])

    struct Member: Hashable, Sendable {
        let name: String
        let value: Setting

        init(_ name: String, _ value: Setting) {
            self.name = name
            self.value = value
        }
    }

    /// The text of a string, wherever it came from.
    var text: String? {
        switch self {
        case .string(let text), .external(let text): text
        default: nil
        }
    }
}

extension Setting {
    init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .integer(let integer): self = .integer(integer)
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .list(elements.map(Setting.init))
        case .object(let members): self = .object(members.map { Member($0.name, Setting($0.value)) })
        }
    }
}
