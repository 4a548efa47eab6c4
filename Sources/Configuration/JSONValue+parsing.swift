import Foundation

extension JSONValue {
    /// Reads JSON5: comments, trailing commas, names without quotes.
    init(parsing data: Data) throws(ConfigurationError) {
        guard let text = String(validating: data, as: UTF8.self) else {
            throw ConfigurationError(code: .malformed, "it is not UTF-8 text; save it as UTF-8")
        }
        guard let value = Self(json5: text) else {
            let line = SyntaxErrorLocator.line(in: text) { Self(json5: $0) != nil }
            throw ConfigurationError(
                code: .malformed,
                line.map {
                    "it is not valid JSON: reading stops at line \($0); look there and at the line before for a missing comma, quote or bracket"
                }
                    ?? "it is not valid JSON; look for a missing comma, quote or bracket")
        }
        self = value
    }

    init?(json5 text: String) {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        guard let value = try? decoder.decode(Self.self, from: Data(text.utf8)) else { return nil }
        self = value
    }
}

extension JSONValue: Decodable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let integer = try? value.decode(Int64.self) {
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let list = try? value.decode([JSONValue].self) {
            self = .list(list)
        } else {
            // The decoder keeps no order; a fixed one gives the same report each time.
            let members = try value.decode([String: JSONValue].self).sorted { $0.key < $1.key }
            self = .object(members.map { Member($0.key, $0.value) })
        }
    }
}
