import HTTPSemantics

/// Reads JSON as it arrives (RFC 8259): bytes in, tokens out; strictly, and within limits.
///
/// Refused besides what the RFC refuses: a member that is there twice, and escapes of half a character. The bytes of strings are
/// passed on as they come; whether they are UTF-8 is for the receiver to see once a string is whole.
struct JSONReader: Sendable {
    /// What was found; text is lent for the time of the call.
    enum Token: ~Escapable {
        case objectBegan
        case objectEnded
        case arrayBegan
        case arrayEnded
        /// A member's name; its value follows.
        case name(String)
        /// The next bytes of a string that is a value, escapes resolved; never none.
        case text(RawSpan)
        case textEnded
        case null
        /// `true`, `false` or a number.
        case scalar
    }

    private enum State {
        case value
        /// Inside a container that has just begun.
        case first
        /// Behind a comma in an object.
        case name
        case colon
        /// Behind a value: a comma, or the container's end.
        case next
        case string(StringState)
        case literal(Literal, matched: Int)
        case number(NumberState, digits: Int)
        case end
    }

    private let limits: JSONFormLimits
    private var state = State.value
    /// The containers that are open: the names so far of an object, `nil` for an array.
    private var open: [Set<String>?] = []
    private var isName = false
    private var name: [UInt8] = []
    private var escaped: [UInt8] = []
    private var outside = 0

    init(limits: JSONFormLimits) { self.limits = limits }

    /// Whether one whole value has been read.
    var isAtEnd: Bool { if case .end = state { true } else { false } }

    /// Takes the next bytes.
    ///
    /// - Throws: `JSONFormError`, and whatever `handle` throws; the reader is then of no more use.
    mutating func parse(_ bytes: RawSpan, _ handle: (borrowing Token) throws -> Void) throws {
        var position = 0
        while position < bytes.byteCount {
            if case .string(let string) = state {
                try readString(string, bytes, &position, handle)
            } else {
                try charge(1)
                if try step(bytes[position], handle) { position += 1 }
            }
        }
    }

    /// Counts what is no string's value: names, blanks and signs have a limit together, so that nothing goes on for ever.
    mutating func charge(_ bytes: Int) throws(JSONFormError) {
        outside += bytes
        guard outside <= limits.overheadBytes else { throw JSONFormError(.tooLong, limit: limits.overheadBytes) }
    }
}

// MARK: - Structure

extension JSONReader {
    /// - Returns: whether the byte is taken; what ends a number is looked at again.
    private mutating func step(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws -> Bool {
        switch state {
        case .literal(let literal, let matched): try read(literal, matched, byte, handle)
        case .number(let number, let digits): return try read(number, digits, byte, handle)
        case _ where [0x20, 0x09, 0x0A, 0x0D].contains(byte): break
        case .value: try beginValue(byte, handle)
        case .first: try readFirst(byte, handle)
        case .name: try beginName(byte)
        case .colon:
            guard byte == UInt8(ascii: ":") else { throw JSONFormError(.malformed) }
            state = .value
        case .next: try readNext(byte, handle)
        case .string, .end: throw JSONFormError(.malformed)
        }
        return true
    }

    private mutating func beginValue(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        switch byte {
        case UInt8(ascii: "{"):
            try push([])
            try handle(.objectBegan)
        case UInt8(ascii: "["):
            try push(nil)
            try handle(.arrayBegan)
        case UInt8(ascii: "\""):
            isName = false
            state = .string(.plain)
        default:
            if let literal = Literal(first: byte) {
                state = .literal(literal, matched: 1)
            } else if let number = NumberState(first: byte) {
                state = .number(number, digits: 1)
            } else {
                throw JSONFormError(.malformed)
            }
        }
    }

    private mutating func push(_ names: Set<String>?) throws(JSONFormError) {
        guard open.count < limits.depth else { throw JSONFormError(.tooDeep, limit: limits.depth) }
        open.append(names)
        state = .first
    }

    private mutating func readFirst(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
            try pop(byte, handle)
        } else if open.last == .some(nil) {
            try beginValue(byte, handle)
        } else {
            try beginName(byte)
        }
    }

    private mutating func beginName(_ byte: UInt8) throws(JSONFormError) {
        guard byte == UInt8(ascii: "\"") else { throw JSONFormError(.malformed) }
        isName = true
        name.removeAll(keepingCapacity: true)
        state = .string(.plain)
    }

    private mutating func readNext(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        guard byte == UInt8(ascii: ",") else { return try pop(byte, handle) }
        state = open.last == .some(nil) ? .value : .name
    }

    private mutating func pop(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        guard let names = open.popLast(), byte == (names == nil ? UInt8(ascii: "]") : UInt8(ascii: "}")) else {
            throw JSONFormError(.malformed)
        }
        endValue()
        try names == nil ? handle(.arrayEnded) : handle(.objectEnded)
    }

    private mutating func endValue() { state = open.isEmpty ? .end : .next }

    private mutating func read(
        _ literal: Literal, _ matched: Int, _ byte: UInt8, _ handle: (borrowing Token) throws -> Void
    ) throws {
        let text = Array(literal.rawValue.utf8)
        guard byte == text[matched] else { throw JSONFormError(.malformed) }
        state = .literal(literal, matched: matched + 1)
        guard matched + 1 == text.count else { return }
        endValue()
        try literal == .null ? handle(.null) : handle(.scalar)
    }

    private mutating func read(
        _ number: NumberState, _ digits: Int, _ byte: UInt8, _ handle: (borrowing Token) throws -> Void
    ) throws -> Bool {
        if let next = number.after(byte) {
            guard digits < limits.numberBytes else { throw JSONFormError(.numberTooLong, limit: limits.numberBytes) }
            state = .number(next, digits: digits + 1)
            return true
        }
        guard number.isComplete else { throw JSONFormError(.malformed) }
        endValue()
        try handle(.scalar)
        return false
    }
}

// MARK: - Strings

extension JSONReader {
    private mutating func readString(
        _ string: StringState, _ bytes: RawSpan, _ position: inout Int, _ handle: (borrowing Token) throws -> Void
    ) throws {
        guard case .plain = string else {
            escaped.removeAll(keepingCapacity: true)
            state = .string(try string.after(bytes[position], into: &escaped))
            position += 1
            let character = escaped
            if !character.isEmpty { try unsafe pass(character.span.bytes, handle) }
            return
        }
        let start = position
        while position < bytes.byteCount, !Self.endsRun(bytes[position]) { position += 1 }
        if position > start { try pass(bytes.extracting(start..<position), handle) }
        guard position < bytes.byteCount else { return }
        try endRun(bytes[position], handle)
        position += 1
    }

    private static func endsRun(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
    }

    private mutating func endRun(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        switch byte {
        case UInt8(ascii: "\\"): state = .string(.escape(high: nil))
        case UInt8(ascii: "\"") where isName: try endName(handle)
        case UInt8(ascii: "\""):
            endValue()
            try handle(.textEnded)
        default: throw JSONFormError(.malformed)
        }
    }

    private mutating func pass(_ text: RawSpan, _ handle: (borrowing Token) throws -> Void) throws {
        guard isName else { return try handle(.text(text)) }
        try charge(text.byteCount)
        guard name.count + text.byteCount <= limits.nameBytes else {
            throw JSONFormError(.stringTooLong, limit: limits.nameBytes)
        }
        unsafe text.withUnsafeBytes { unsafe name.append(contentsOf: $0) }
    }

    private mutating func endName(_ handle: (borrowing Token) throws -> Void) throws {
        guard let text = String(validating: name, as: UTF8.self) else { throw JSONFormError(.notUTF8) }
        guard let object = open.indices.last, open[object]?.insert(text).inserted == true else {
            throw JSONFormError(.duplicateMember, member: JSONFormMember(text)?.rawValue)
        }
        guard (open[object]?.count ?? 0) <= limits.members else { throw JSONFormError(.tooManyMembers, limit: limits.members) }
        state = .colon
        try handle(.name(text))
    }
}
