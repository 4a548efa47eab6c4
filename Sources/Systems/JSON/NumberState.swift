/// How far the reading of a JSON number is (RFC 8259 section 6).
enum NumberState: Sendable {
    case minus, zero, integer, point, fraction, exponent, exponentSign, exponentDigits

    /// Where the first byte leads; `nil` when no number begins with it.
    init?(first byte: UInt8) {
        switch byte {
        case UInt8(ascii: "-"): self = .minus
        case UInt8(ascii: "0"): self = .zero
        case UInt8(ascii: "1")...UInt8(ascii: "9"): self = .integer
        default: return nil
        }
    }

    /// Whether the number may end here.
    var isComplete: Bool {
        switch self {
        case .zero, .integer, .fraction, .exponentDigits: true
        case .minus, .point, .exponent, .exponentSign: false
        }
    }

    /// Where the next byte leads; `nil` when it is not the number's.
    func after(_ byte: UInt8) -> NumberState? {
        switch (self, byte) {
        case (.minus, UInt8(ascii: "0")): .zero
        case (.minus, UInt8(ascii: "1")...UInt8(ascii: "9")): .integer
        case (.integer, UInt8(ascii: "0")...UInt8(ascii: "9")): .integer
        case (.zero, UInt8(ascii: ".")), (.integer, UInt8(ascii: ".")): .point
        case (.point, UInt8(ascii: "0")...UInt8(ascii: "9")), (.fraction, UInt8(ascii: "0")...UInt8(ascii: "9")): .fraction
        case (.zero, 0x45), (.zero, 0x65), (.integer, 0x45), (.integer, 0x65), (.fraction, 0x45), (.fraction, 0x65): .exponent
        case (.exponent, UInt8(ascii: "+")), (.exponent, UInt8(ascii: "-")): .exponentSign
        case (.exponent, UInt8(ascii: "0")...UInt8(ascii: "9")), (.exponentSign, UInt8(ascii: "0")...UInt8(ascii: "9")),
            (.exponentDigits, UInt8(ascii: "0")...UInt8(ascii: "9")):
            .exponentDigits
        default: nil
        }
    }
}

/// The three words of JSON.
enum Literal: Sendable {
    case null, yes, no

    /// The word that begins with a byte.
    init?(first byte: UInt8) {
        switch byte {
        case UInt8(ascii: "n"): self = .null
        case UInt8(ascii: "t"): self = .yes
        case UInt8(ascii: "f"): self = .no
        default: return nil
        }
    }

    var text: StaticString {
        switch self {
        case .null: "null"
        case .yes: "true"
        case .no: "false"
        }
    }
}
