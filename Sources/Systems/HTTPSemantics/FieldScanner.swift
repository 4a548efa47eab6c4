/// Reads a field's value from left to right by the rules that fields share (RFC 9110, section 5.6).
struct FieldScanner {
    private var rest: ArraySlice<UInt8>

    init(_ value: some StringProtocol) { rest = Array(value.utf8)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes a character when it comes next, with the blanks around it.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard takeExactly(character) else { return false }
        skipBlanks()
        return true
    }

    /// Takes a character when it comes next, and no blank with it.
    mutating func takeExactly(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// Takes a token; `nil` when there is none.
    mutating func token() -> String? {
        let token = rest.prefix(while: Self.isTokenByte)
        guard !token.isEmpty else { return nil }
        rest = rest.dropFirst(token.count)
        return String(decoding: token, as: UTF8.self)
    }

    /// Takes a quoted string and gives what it stands for; `nil` when there is none or it is never closed.
    mutating func quotedString() -> String? {
        guard rest.first == UInt8(ascii: "\"") else { return nil }
        var content: [UInt8] = []
        var tail = rest.dropFirst()
        while let byte = tail.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                rest = tail
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = tail.popFirst(), Self.isTextByte(escaped) else { return nil }
                content.append(escaped)
            default:
                guard Self.isTextByte(byte) else { return nil }
                content.append(byte)
            }
        }
        return nil
    }

    /// Takes `; name=value` for as long as there are any, the names lower-cased.
    ///
    /// Empty ones (`;;`, a last `;`) are passed over, as RFC 9110 section 5.6.6 allows. `nil` when one of them is malformed.
    mutating func parameters() -> [(name: String, value: String)]? {
        var parameters: [(name: String, value: String)] = []
        while take(";") {
            guard let name = token() else {
                if isAtEnd || rest.first == UInt8(ascii: ";") { continue }
                return nil
            }
            guard takeExactly("="), let value = quotedString() ?? token() else { return nil }
            parameters.append((name.lowercased(), value))
        }
        return parameters
    }

    mutating func skipBlanks() {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// `tchar`: what methods, names and unquoted values are made of.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// What a value may hold: everything but control characters, the tab excepted.
    static func isTextByte(_ byte: UInt8) -> Bool { (byte >= 0x20 && byte != 0x7F) || byte == UInt8(ascii: "\t") }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}
