extension UInt8 {
    static var tab: UInt8 { 0x09 }
    static var lineFeed: UInt8 { 0x0A }
    static var carriageReturn: UInt8 { 0x0D }
    static var space: UInt8 { 0x20 }
    static var quote: UInt8 { 0x22 }
    static var percent: UInt8 { 0x25 }
    static var hyphen: UInt8 { 0x2D }
    static var colon: UInt8 { 0x3A }
    static var semicolon: UInt8 { 0x3B }
    static var equals: UInt8 { 0x3D }
    static var backslash: UInt8 { 0x5C }

    /// White space inside a line.
    var isBlank: Bool { self == .space || self == .tab }

    /// May not stand in a header's value: everything below the blank but the tab, and DEL.
    var isControl: Bool { self < .space && self != .tab || self == 0x7F }

    /// May stand in a header's name or a parameter's (RFC 9110 section 5.6.2).
    var isToken: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(self)
        }
    }
}

extension Collection where Element == UInt8 {
    /// Without the blanks at both ends.
    var trimmed: SubSequence {
        guard let first = firstIndex(where: { !$0.isBlank }) else { return self[endIndex...] }
        var end = endIndex
        while let before = index(end, offsetBy: -1, limitedBy: first), self[before].isBlank { end = before }
        return self[first..<end]
    }
}
