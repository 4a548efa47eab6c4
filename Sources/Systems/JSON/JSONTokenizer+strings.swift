extension JSONTokenizer {
    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    mutating func readString(
        _ bytes: RawSpan, _ position: inout Int, _ handle: (borrowing Token) throws -> Void
    ) throws {
        let start = position
        while position < bytes.byteCount, !Self.endsRun(bytes[position]) { position += 1 }
        if position > start { try pass(bytes.extracting(start..<position), handle) }
        guard position < bytes.byteCount else { return }
        try endRun(bytes[position], handle)
        position += 1
    }

    mutating func readEscape(_ byte: UInt8, _ position: inout Int, _ handle: (borrowing Token) throws -> Void) throws {
        escaped.removeAll(keepingCapacity: true)
        if case .half = escape, byte != UInt8(ascii: "\\") {
            // The other half does not come: the byte is looked at again.
            escaped += Self.replacement
            state = .string
        } else {
            let next = try escape.after(byte, into: &escaped)
            if let next { escape = next } else { state = .string }
            position += 1
        }
        let character = escaped
        if !character.isEmpty { try unsafe pass(character.span.bytes, handle) }
    }

    private static func endsRun(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
    }

    private mutating func endRun(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        switch byte {
        case UInt8(ascii: "\\"):
            escape = .begun(high: nil)
            state = .escape
        case UInt8(ascii: "\"") where isName: try endName(handle)
        case UInt8(ascii: "\""):
            endValue()
            try handle(.textEnded)
        default: throw JSONError(.malformed)
        }
    }

    private mutating func pass(_ text: RawSpan, _ handle: (borrowing Token) throws -> Void) throws {
        guard isName else { return try handle(.text(text)) }
        try charge(text.byteCount)
        guard name.count + text.byteCount <= limits.nameBytes else { throw JSONError(.nameTooLong, limit: limits.nameBytes) }
        unsafe text.withUnsafeBytes { unsafe name.append(contentsOf: $0) }
    }
}

extension RawSpan {
    /// The byte at a position.
    subscript(position: Int) -> UInt8 { unsafe unsafeLoad(fromByteOffset: position, as: UInt8.self) }
}
