/// A header's value and its parameters: `form-data; name="a"; filename=b` (RFC 2045 section 5.1, RFC 6266 section 4.1).
///
/// A backslash escapes only a quotation mark or itself: browsers of old sent Windows paths as they were.
struct HeaderParameters {
    /// What stands before the first semicolon, lower case.
    let value: String
    /// Every parameter in its order, names in lower case.
    private(set) var all: [(name: String, value: String)] = []

    subscript(name: String) -> String? { all.first { $0.name == name }?.value }

    /// Far more than anybody sends, and few enough to be compared with one another.
    private static let maximumCount = 64

    /// Reads the text; `nil` when it is malformed, has more than 64 parameters, or has one twice: which is meant cannot be known.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        value = String(decoding: rest.prefix { $0 != .semicolon }.trimmed, as: UTF8.self).lowercased()
        rest = rest.drop { $0 != .semicolon }
        while !rest.isEmpty {
            rest = rest.dropFirst().drop(while: \.isBlank)
            if rest.isEmpty || rest.first == .semicolon { continue }
            guard all.count < Self.maximumCount, let (name, value) = Self.parameter(&rest), self[name] == nil else { return nil }
            all.append((name, value))
        }
    }

    /// Takes one parameter off the front, so that a semicolon or nothing is left there.
    private static func parameter(_ rest: inout ArraySlice<UInt8>) -> (String, String)? {
        let name = rest.prefix(while: \.isToken)
        rest = rest[name.endIndex...].drop(while: \.isBlank)
        guard !name.isEmpty, rest.popFirst() == .equals else { return nil }
        rest = rest.drop(while: \.isBlank)
        let value = rest.first == .quote ? quoted(&rest) : unquoted(&rest)
        rest = rest.drop(while: \.isBlank)
        guard let value, rest.isEmpty || rest.first == .semicolon else { return nil }
        return (String(decoding: name, as: UTF8.self).lowercased(), String(decoding: value, as: UTF8.self))
    }

    /// Up to the next semicolon; blanks inside are taken, as some senders forget the quotation marks around a file's name.
    private static func unquoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        let value = rest.prefix { $0 != .semicolon }
        rest = rest[value.endIndex...]
        return value.contains(.quote) || value.isEmpty ? nil : Array(value.trimmed)
    }

    private static func quoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        var value: [UInt8] = []
        rest = rest.dropFirst()
        while let byte = rest.popFirst() {
            switch (byte, rest.first) {
            case (.quote, _): return value
            case (.backslash, .quote?), (.backslash, .backslash?): rest.popFirst().map { value.append($0) }
            default: value.append(byte)
            }
        }
        return nil
    }
}
