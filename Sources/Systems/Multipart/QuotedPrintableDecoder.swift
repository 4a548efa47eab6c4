import HTTPSemantics

/// Decodes quoted-printable as it arrives (RFC 2045 section 6.7).
///
/// What mail programs would repair is refused, since two readers could repair it in two ways: blanks before a line's end, lines that do
/// not end with CRLF, an `=` before anything but two hexadecimal digits or a line's end, and bytes that had to be encoded.
struct QuotedPrintableDecoder: Sendable {
    private enum State {
        case text(afterBlank: Bool)
        /// Behind a return, which only a line feed may follow; behind `=` the line break stands for nothing.
        case lineEnd(isSoft: Bool)
        case escape
        case digit(high: UInt8)
    }

    private var state = State.text(afterBlank: false)

    /// Appends what the text stands for.
    mutating func decode(_ text: RawSpan, into bytes: inout [UInt8]) throws(QuotedPrintableError) {
        for offset in 0..<text.byteCount { state = try next(text[offset], into: &bytes) }
    }

    func finish() throws(QuotedPrintableError) {
        guard case .text(afterBlank: false) = state else { throw QuotedPrintableError() }
    }

    private func next(_ byte: UInt8, into bytes: inout [UInt8]) throws(QuotedPrintableError) -> State {
        switch (state, byte) {
        case (.text, .equals): return .escape
        case (.text(afterBlank: false), .carriageReturn): return .lineEnd(isSoft: false)
        case (.text, .space...0x7E), (.text, .tab):
            bytes.append(byte)
            return .text(afterBlank: byte.isBlank)
        case (.lineEnd(let isSoft), .lineFeed):
            if !isSoft { bytes += [.carriageReturn, .lineFeed] }
            return .text(afterBlank: false)
        case (.escape, .carriageReturn): return .lineEnd(isSoft: true)
        case (.escape, _): return .digit(high: try value(of: byte))
        case (.digit(let high), _):
            bytes.append(high << 4 | (try value(of: byte)))
            return .text(afterBlank: false)
        default: throw QuotedPrintableError()
        }
    }

    /// Small letters are taken as well: they can mean nothing else.
    private func value(of digit: UInt8) throws(QuotedPrintableError) -> UInt8 {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: throw QuotedPrintableError()
        }
    }
}

/// A text that is not quoted-printable.
struct QuotedPrintableError: Error {}
