/// A field's value and its parameters, as senders really write them: `form-data; name="a"; filename=my b.txt` (RFC 2045 section 5.1,
/// RFC 6266 section 4.1).
///
/// A backslash escapes only a quotation mark or itself: browsers of old sent Windows paths as they were. A quotation mark ends a value only
/// where another parameter or nothing follows: some senders write those in a name as they are.
public struct HeaderParameters: Sendable {
    /// What stands before the first semicolon, lower case.
    public let value: String
    /// Every parameter in its order, names in lower case.
    public private(set) var all: [(name: String, value: String)] = []

    /// The value of a parameter; `nil` when it is not there.
    public subscript(name: String) -> String? { all.first { $0.name == name }?.value }

    /// Far more than anybody sends, and few enough to be compared with one another.
    private static let maximumCount = 64

    /// Reads the text; `nil` when it is malformed, has more than 64 parameters, or has one twice: which is meant cannot be known.
    public init?(_ text: some StringProtocol) {
        var rest = Array(text.utf8)[...]
        value = String(decoding: Self.trimmed(rest.prefix { $0 != Self.semicolon }), as: UTF8.self).lowercased()
        rest = rest.drop { $0 != Self.semicolon }
        while !rest.isEmpty {
            rest = rest.dropFirst().drop(while: Self.isBlank)
            if rest.isEmpty || rest.first == Self.semicolon { continue }
            guard all.count < Self.maximumCount, let (name, value) = Self.parameter(&rest), self[name] == nil else { return nil }
            all.append((name, value))
        }
    }

    /// Takes one parameter off the front, so that a semicolon or nothing is left there.
    private static func parameter(_ rest: inout ArraySlice<UInt8>) -> (String, String)? {
        let name = rest.prefix(while: FieldScanner.isTokenByte)
        rest = rest[name.endIndex...].drop(while: isBlank)
        guard !name.isEmpty, rest.popFirst() == UInt8(ascii: "=") else { return nil }
        rest = rest.drop(while: isBlank)
        let value = rest.first == quote ? quoted(&rest) : unquoted(&rest)
        rest = rest.drop(while: isBlank)
        guard let value, rest.isEmpty || rest.first == semicolon else { return nil }
        return (String(decoding: name, as: UTF8.self).lowercased(), String(decoding: value, as: UTF8.self))
    }

    /// Up to the next semicolon; blanks inside are taken, as some senders forget the quotation marks around a file's name.
    private static func unquoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        let value = rest.prefix { $0 != semicolon }
        rest = rest[value.endIndex...]
        return value.contains(quote) || value.isEmpty ? nil : Array(trimmed(value))
    }

    private static func quoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        var value: [UInt8] = []
        rest = rest.dropFirst()
        while let byte = rest.popFirst() {
            switch (byte, rest.first) {
            case (quote, _) where mayFollow(rest): return value
            case (backslash, quote?), (backslash, backslash?): rest.popFirst().map { value.append($0) }
            default: value.append(byte)
            }
        }
        return nil
    }

    /// Whether this may stand behind a value: nothing, or a semicolon and the next parameter.
    private static func mayFollow(_ rest: ArraySlice<UInt8>) -> Bool {
        let rest = rest.drop(while: isBlank)
        guard rest.first == semicolon else { return rest.isEmpty }
        let next = rest.dropFirst().drop(while: isBlank)
        guard let first = next.first, first != semicolon else { return true }
        return next.drop(while: FieldScanner.isTokenByte).drop(while: isBlank).first == UInt8(ascii: "=")
    }

    private static let semicolon = UInt8(ascii: ";")
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }
}
