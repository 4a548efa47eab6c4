/// How far the reading of an escape is (RFC 8259, section 7).
enum EscapeState: Sendable {
    /// Behind a backslash; behind the first half of a pair, that half.
    case begun(high: UInt32?)
    /// In the four digits of `\u`.
    case digits(count: Int, value: UInt32, high: UInt32?)
    /// Behind the first half of a pair (UTF-16 surrogates), which the second half should follow.
    case half(UInt32)

    private static let replacement: Unicode.Scalar = "\u{FFFD}"

    /// What comes after the next byte; `nil` when the escape is over.
    ///
    /// - Parameter text: gets the characters that are whole then; U+FFFD for half of a pair that stands alone (section 8.2).
    func after(_ byte: UInt8, into text: inout [UInt8]) throws(JSONError) -> EscapeState? {
        switch self {
        case .begun(let high) where byte == UInt8(ascii: "u"): return .digits(count: 0, value: 0, high: high)
        case .begun(let high):
            guard let character = Self.simple(byte) else { throw JSONError(.malformed) }
            if high != nil { Self.append(Self.replacement, to: &text) }
            text.append(character)
            return nil
        case .half(let high) where byte == UInt8(ascii: "\\"): return .begun(high: high)
        case .digits(let count, let value, let high):
            guard let digit = Self.value(of: byte) else { throw JSONError(.malformed) }
            let value = value << 4 | digit
            return count < 3 ? .digits(count: count + 1, value: value, high: high) : Self.end(value, high, into: &text)
        case .half: throw JSONError(.malformed)
        }
    }

    private static func end(_ unit: UInt32, _ high: UInt32?, into text: inout [UInt8]) -> EscapeState? {
        if let high {
            if (0xDC00...0xDFFF).contains(unit), let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)) {
                append(scalar, to: &text)
                return nil
            }
            append(replacement, to: &text)
        }
        if (0xD800...0xDBFF).contains(unit) { return .half(unit) }
        append(Unicode.Scalar(unit) ?? replacement, to: &text)
        return nil
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
        text += UTF8.encode(scalar).map(Array.init) ?? []
    }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private static func simple(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }
}
