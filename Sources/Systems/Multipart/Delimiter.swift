import HTTPSemantics

/// What stands between two parts, and the search for it: a line break, two hyphens, the boundary (RFC 2046 section 5.1.1).
///
/// The search looks at the last byte of a window and skips as far as that byte allows (Horspool), mostly the whole length; where it
/// allows little, it goes on to the next return. So no body, however it is made to look like boundaries, takes more than a few steps
/// for a byte.
struct Delimiter: Sendable {
    /// What the bytes behind a delimiter make of it.
    enum Verdict {
        case delimiter
        /// It only looked like one: senders choose boundaries that are part of one another.
        case data
        /// They are not all there yet.
        case undecided
    }

    /// The delimiter, and behind it one hyphen of a closing one, so that both can be lent as data if they turn out to be.
    let bytes: [UInt8]
    /// How many bytes the delimiter has.
    let count: Int
    /// How far a window moves when it ends in a byte.
    private let skips: [UInt8]

    init(boundary: MultipartBoundary) {
        let bytes = [.carriageReturn, .lineFeed, .hyphen, .hyphen] + Array(boundary.value.utf8)
        var skips = [UInt8](repeating: UInt8(bytes.count), count: 256)
        for (index, byte) in bytes.dropLast().enumerated() { skips[Int(byte)] = UInt8(bytes.count - 1 - index) }
        self.bytes = bytes + [.hyphen]
        self.count = bytes.count
        self.skips = skips
    }

    /// Finds the first delimiter that is not known to be data, or the beginning of one that the end of the text cuts.
    ///
    /// - Returns: where it starts and how much of it is there; the end of the text and nothing when there is none.
    func firstMatch(in text: some ByteText & ~Escapable, from position: Int) -> (start: Int, length: Int) {
        var start = position
        let lastStart = text.byteCount - count
        while start <= lastStart {
            let end = text[start + count - 1]
            let skip = Int(skips[Int(end)])
            if text[start] == .carriageReturn {
                if end == bytes[count - 1], matchedLength(in: text, at: start) == count {
                    guard case .data = verdict(in: text, at: start + count) else { return (start, count) }
                }
                start += skip
            } else if skip > 3 {
                start += skip
            } else {
                // Skips this short cost more than a look at each byte for the next return, the only byte a delimiter begins with.
                while start <= lastStart, text[start] != .carriageReturn { start += 1 }
            }
        }
        while start < text.byteCount {
            let length = matchedLength(in: text, at: start)
            if start + length == text.byteCount { return (start, length) }
            start += 1
        }
        return (text.byteCount, 0)
    }

    /// Looks behind a delimiter: it is one before its line's end, before blanks, and before the two hyphens that close the body.
    private func verdict(in text: some ByteText & ~Escapable, at position: Int) -> Verdict {
        guard position < text.byteCount else { return .undecided }
        switch text[position] {
        case .space, .tab, .lineFeed: return .delimiter
        case .carriageReturn, .hyphen:
            guard position + 1 < text.byteCount else { return .undecided }
            return text[position + 1] == (text[position] == .hyphen ? .hyphen : .lineFeed) ? .delimiter : .data
        default: return .data
        }
    }

    private func matchedLength(in text: some ByteText & ~Escapable, at start: Int) -> Int {
        var length = 0
        while length < count, start + length < text.byteCount, text[start + length] == bytes[length] { length += 1 }
        return length
    }
}

/// Bytes in a row. Tests count with it how often the search looks at one.
protocol ByteText: ~Escapable {
    var byteCount: Int { get }
    subscript(offset: Int) -> UInt8 { get }
}

extension RawSpan: ByteText {}
