/// Decodes base64 as it arrives (RFC 4648 section 4): the standard alphabet, whole groups, the padding that is due, unused bits zero.
///
/// However the text is cut, the bytes are the same. Two texts that both decode are never the same bytes, but for line breaks and the alphabet.
public struct Base64Decoder: Sendable {
    private let skipsLineBreaks: Bool
    private let takesURLAlphabet: Bool
    /// Whether `-` or `_` was there, or `+` or `/`; `nil` before any of them. A text has one alphabet.
    private var isURLSafe: Bool?
    /// The group at hand: its characters so far, and their bits.
    private var characters = 0
    private var bits: UInt32 = 0
    /// Once there is any, nothing but padding may follow.
    private var padding = 0

    /// Begins a text.
    ///
    /// - Parameters:
    ///   - skipsLineBreaks: whether returns and line feeds may stand anywhere in it, as in mail (RFC 2045 section 6.8).
    ///   - takesURLAlphabet: whether `-` and `_` may stand for `+` and `/` (RFC 4648 section 5).
    public init(skipsLineBreaks: Bool = false, takesURLAlphabet: Bool = false) {
        self.skipsLineBreaks = skipsLineBreaks
        self.takesURLAlphabet = takesURLAlphabet
    }

    /// Decodes the next characters.
    ///
    /// - Parameter bytes: gets what they stand for at its end: at most three bytes for four characters.
    /// - Throws: `Base64Error`, after which the decoder is of no more use.
    public mutating func decode(_ text: RawSpan, into bytes: inout [UInt8]) throws(Base64Error) {
        let values = Self.values
        for offset in 0..<text.byteCount {
            let byte = text[offset]
            let value = values[Int(byte)]
            if value < 62, padding == 0 {
                take(value, into: &bytes)
            } else if let (value, isURLSafe) = Self.special(byte), padding == 0, mayBe(isURLSafe) {
                self.isURLSafe = isURLSafe
                take(value, into: &bytes)
            } else if byte == UInt8(ascii: "=") {
                try pad(into: &bytes)
            } else if !skipsLineBreaks || byte != 0x0D && byte != 0x0A {
                throw Base64Error()
            }
        }
    }

    /// Says that the text has ended.
    ///
    /// - Throws: `Base64Error` in the middle of a group.
    public func finish() throws(Base64Error) {
        guard characters == 0 else { throw Base64Error() }
    }

    /// Says that the text has ended, which in the URL's alphabet may come without its padding.
    ///
    /// - Throws: `Base64Error` in the middle of a group.
    public mutating func finish(into bytes: inout [UInt8]) throws(Base64Error) {
        if isURLSafe == true, padding == 0 { while characters > 0 { try pad(into: &bytes) } }
        try finish()
    }

    private func mayBe(_ isURLSafe: Bool) -> Bool { self.isURLSafe.map { $0 == isURLSafe } ?? (!isURLSafe || takesURLAlphabet) }

    private static func special(_ byte: UInt8) -> (value: UInt8, isURLSafe: Bool)? {
        switch byte {
        case UInt8(ascii: "+"): (62, false)
        case UInt8(ascii: "/"): (63, false)
        case UInt8(ascii: "-"): (62, true)
        case UInt8(ascii: "_"): (63, true)
        default: nil
        }
    }

    private mutating func take(_ value: UInt8, into bytes: inout [UInt8]) {
        bits = bits << 6 | UInt32(value)
        characters += 1
        guard characters == 4 else { return }
        bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
        bytes.append(UInt8(truncatingIfNeeded: bits))
        characters = 0
    }

    private mutating func pad(into bytes: inout [UInt8]) throws(Base64Error) {
        guard characters >= 2 else { throw Base64Error() }
        padding += 1
        guard characters + padding == 4 else { return }
        let unused = UInt32(padding * 2)
        guard bits & (1 << unused - 1) == 0 else { throw Base64Error() }
        if characters == 3 { bytes.append(UInt8(truncatingIfNeeded: bits >> 10)) }
        bytes.append(UInt8(truncatingIfNeeded: bits >> unused))
        characters = 0
    }

    /// What each letter and digit stands for; more than 61 for none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: .max, count: 256)
        for (value, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8.enumerated() {
            values[Int(byte)] = UInt8(value)
        }
        return values
    }()
}

/// A text that is not base64.
public struct Base64Error: Error, Sendable, Hashable {}
