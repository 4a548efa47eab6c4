extension JSONValue {
    /// Indented JSON. Lists of plain values stay on one line.
    var rendered: String { rendered(indent: "") }

    private func rendered(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .null, .missing: return "null"
        case .bool(let bool): return String(bool)
        case .integer(let integer): return String(integer)
        case .number(let number): return String(number)
        case .string(let text), .external(let text): return Self.quoted(text)
        case .list(let values) where !values.contains(where: \.isObject):
            return "[" + values.map { $0.rendered(indent: "") }.joined(separator: ", ") + "]"
        case .list(let values):
            return "[\n" + values.map { inner + $0.rendered(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object([]): return "{}"
        case .object(let members):
            let lines = members.map { "\(inner)\(Self.quoted($0.name)): \($0.value.rendered(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private var isObject: Bool {
        if case .object = self { true } else { false }
    }

    /// RFC 8259 section 7.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.properties.generalCategory == .control:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
