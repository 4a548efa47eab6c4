/// A value of an attribute. The platform knows texts alone; the tutorials' route takes the others as they are.
public enum AttributeValue: Sendable, Hashable {
    case text(String)
    case number(Int)
    case flag(Bool)

    /// What the platform is given.
    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        case .flag(let flag): String(flag)
        }
    }
}

extension AttributeValue: Encodable {
    /// As a JSON value of its own kind.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        }
    }
}
