/// JSON as it stands in a configuration.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    /// A text from the environment or a file: perhaps a secret, and perhaps meant as a number.
    case external(String)
    /// A reference to what is not there; the problem is already reported.
    case missing
    case list([JSONValue])
    case object([Member])

    struct Member: Hashable, Sendable {
        let name: String
        let value: JSONValue

        init(_ name: String, _ value: JSONValue) {
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
