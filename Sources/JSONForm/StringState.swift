/// How far the reading of a JSON string is (RFC 8259 section 7).
enum StringState: Sendable {
    case plain
    /// Behind a backslash; behind the first half of a pair, that half.
    case escape(high: UInt32?)
    /// In the four digits of `\u`.
    case digits(count: Int, value: UInt32, high: UInt32?)
    /// Behind the first half of a pair (RFC 8259 section 7, UTF-16 surrogates), which the second half must follow.
    case half(UInt32)

    /// What comes after the next byte of an escape.
    ///
    /// - Parameter text: gets the character that the escape stands for, once it is whole.
    func after(_ byte: UInt8, into text: inout [UInt8]) throws(JSONFormError) -> StringState {
        switch self {
        case .escape(let high) where byte == UInt8(ascii: "u"): return .digits(count: 0, value: 0, high: high)
        case .escape(nil):
            guard let character = Self.simple[byte] else { throw JSONFormError(.malformed) }
            text.append(character)
            return .plain
        case .half(let high) where byte == UInt8(ascii: "\\"): return .escape(high: high)
        case .digits(let count, let value, let high):
            guard let digit = Self.value(of: byte) else { throw JSONFormError(.malformed) }
            let value = value << 4 | digit
            return count < 3 ? .digits(count: count + 1, value: value, high: high) : try Self.end(value, high, into: &text)
        case .plain, .escape, .half: throw JSONFormError(.malformed)
        }
    }

    private static func end(_ unit: UInt32, _ high: UInt32?, into text: inout [UInt8]) throws(JSONFormError) -> StringState {
        if high == nil, (0xD800...0xDBFF).contains(unit) { return .half(unit) }
        var code = unit
        if let high {
            guard (0xDC00...0xDFFF).contains(unit) else { throw JSONFormError(.malformed) }
            code = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw JSONFormError(.malformed) }
        text += UTF8.encode(scalar).map(Array.init) ?? []
        return .plain
    }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private static let simple: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "/"): UInt8(ascii: "/"),
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
}
