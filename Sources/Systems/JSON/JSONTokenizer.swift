/// Reads JSON as it arrives (RFC 8259): bytes in, tokens out; strictly, and within limits.
///
/// However the text is cut into chunks, the tokens are the same, but for where a string is divided. A byte order mark at the beginning is
/// skipped (section 8.1). Half a surrogate pair, as writers leave it where they cut a text, becomes U+FFFD (section 8.2). The bytes of
/// strings are passed on as they come; whether they are UTF-8 is for the receiver to see once a string is whole.
public struct JSONTokenizer: Sendable {
    /// What was found; text is lent for the time of the call.
    public enum Token: ~Escapable {
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
        case bool(Bool)
        /// A number's characters.
        case number(RawSpan)
    }

    /// Kept small, since it is looked at for every byte; how far something is that has parts stands beside it.
    enum State {
        /// At the beginning, perhaps within a byte order mark.
        case start
        case value
        /// Inside a container that has just begun.
        case first
        /// Behind a comma in an object.
        case name
        case colon
        /// Behind a value: a comma, or the container's end.
        case next
        /// In a string, outside of an escape.
        case string
        case escape
        case literal
        case number
        case end
    }

    let limits: JSONLimits
    private let refusesDuplicates: Bool
    var state = State.start
    private var open: [Container] = []
    private var values = 0
    var isName = false
    var name: [UInt8] = []
    var escape = EscapeState.begun(high: nil)
    var escaped: [UInt8] = []
    private var literal = Literal.null
    private var number = NumberState.zero
    /// Of the byte order mark or the literal.
    private var matched = 0
    private var digits: [UInt8] = []
    private var outside = 0
    private var consumed = 0

    /// Begins a text.
    public init(limits: JSONLimits = JSONLimits(), duplicates: JSONDuplicates = .refused) {
        self.limits = limits
        refusesDuplicates = duplicates == .refused
    }

    /// Takes the next bytes.
    ///
    /// - Throws: `JSONError`, and whatever `handle` throws; the tokenizer is then of no more use.
    public mutating func parse(_ bytes: RawSpan, _ handle: (borrowing Token) throws -> Void) throws {
        var position = 0
        do {
            while position < bytes.byteCount {
                switch state {
                case .string: try readString(bytes, &position, handle)
                case .escape: try readEscape(bytes[position], &position, handle)
                default:
                    try charge(1)
                    if try step(bytes[position], handle) { position += 1 }
                }
            }
        } catch let error as JSONError {
            throw error.noticed(at: consumed + position)
        }
        consumed += position
    }

    /// Says that the text has ended.
    ///
    /// - Throws: `JSONError` unless it was one whole value, and whatever `handle` throws.
    public mutating func finish(_ handle: (borrowing Token) throws -> Void) throws {
        // Only here does a number end that nothing stands around.
        if state == .number, number.isComplete, open.isEmpty { try endNumber(handle) }
        guard isAtEnd else { throw JSONError(.truncated, offset: consumed) }
    }

    /// Whether one whole value has been read.
    public var isAtEnd: Bool { state == .end }

    /// Counts what is no string's value: names, blanks and signs have a limit together, so that nothing goes on for ever.
    mutating func charge(_ bytes: Int) throws(JSONError) {
        outside += bytes
        guard outside <= limits.overheadBytes else { throw JSONError(.tooLong, limit: limits.overheadBytes) }
    }
}

// MARK: - Structure

extension JSONTokenizer {
    /// - Returns: whether the byte is taken; what ends a number is looked at again.
    private mutating func step(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws -> Bool {
        switch state {
        case .literal: try readLiteral(byte, handle)
        case .number: return try readNumber(byte, handle)
        case .start: return try readMark(byte)
        case _ where byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09: break
        case .value: try beginValue(byte, handle)
        case .first: try readFirst(byte, handle)
        case .name: try beginName(byte)
        case .colon:
            guard byte == UInt8(ascii: ":") else { throw JSONError(.malformed) }
            state = .value
        case .next: try readNext(byte, handle)
        case .string, .escape, .end: throw JSONError(.malformed)
        }
        return true
    }

    private mutating func readMark(_ byte: UInt8) throws(JSONError) -> Bool {
        let mark: [3 of UInt8] = [0xEF, 0xBB, 0xBF]
        guard byte == mark[matched] else {
            guard matched == 0 else { throw JSONError(.malformed) }
            state = .value
            return false
        }
        matched += 1
        if matched == 3 { state = .value }
        return true
    }

    private mutating func beginValue(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        values += 1
        guard values <= limits.values else { throw JSONError(.tooManyValues, limit: limits.values) }
        switch byte {
        case UInt8(ascii: "{"):
            try push(isObject: true)
            try handle(.objectBegan)
        case UInt8(ascii: "["):
            try push(isObject: false)
            try handle(.arrayBegan)
        case UInt8(ascii: "\""):
            isName = false
            state = .string
        default:
            if let number = NumberState(first: byte) {
                self.number = number
                digits.removeAll(keepingCapacity: true)
                digits.append(byte)
                state = .number
            } else if let literal = Literal(first: byte) {
                self.literal = literal
                matched = 1
                state = .literal
            } else {
                throw JSONError(.malformed)
            }
        }
    }

    private mutating func push(isObject: Bool) throws(JSONError) {
        guard open.count < limits.depth else { throw JSONError(.tooDeep, limit: limits.depth) }
        open.append(Container(isObject: isObject))
        state = .first
    }

    private var isInArray: Bool { open.last?.isObject == false }

    private mutating func readFirst(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
            try pop(byte, handle)
        } else if isInArray {
            try beginValue(byte, handle)
        } else {
            try beginName(byte)
        }
    }

    private mutating func beginName(_ byte: UInt8) throws(JSONError) {
        guard byte == UInt8(ascii: "\"") else { throw JSONError(.malformed) }
        isName = true
        name.removeAll(keepingCapacity: true)
        state = .string
    }

    mutating func endName(_ handle: (borrowing Token) throws -> Void) throws {
        guard let text = String(validating: name, as: UTF8.self) else { throw JSONError(.notUTF8) }
        if refusesDuplicates, let object = open.indices.last {
            guard open[object].insert(text) else { throw JSONError(.duplicateMember, name: text) }
            guard open[object].count <= limits.members else { throw JSONError(.tooManyMembers, limit: limits.members) }
        }
        state = .colon
        try handle(.name(text))
    }

    private mutating func readNext(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        guard byte == UInt8(ascii: ",") else { return try pop(byte, handle) }
        state = isInArray ? .value : .name
    }

    private mutating func pop(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        guard let container = open.popLast(), byte == (container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
            throw JSONError(.malformed)
        }
        endValue()
        try container.isObject ? handle(.objectEnded) : handle(.arrayEnded)
    }

    mutating func endValue() { state = open.isEmpty ? .end : .next }

    private mutating func readLiteral(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws {
        let text = literal.text
        guard unsafe byte == text.utf8Start[matched] else { throw JSONError(.malformed) }
        matched += 1
        guard matched == text.utf8CodeUnitCount else { return }
        endValue()
        try literal == .null ? handle(.null) : handle(.bool(literal == .yes))
    }

    private mutating func readNumber(_ byte: UInt8, _ handle: (borrowing Token) throws -> Void) throws -> Bool {
        guard let next = number.after(byte) else {
            guard number.isComplete else { throw JSONError(.malformed) }
            try endNumber(handle)
            return false
        }
        guard digits.count < limits.numberBytes else { throw JSONError(.numberTooLong, limit: limits.numberBytes) }
        digits.append(byte)
        number = next
        return true
    }

    private mutating func endNumber(_ handle: (borrowing Token) throws -> Void) throws {
        endValue()
        let digits = digits
        try unsafe handle(.number(digits.span.bytes))
    }
}

/// An array or an object that is open, with the names that the object has so far.
private struct Container: Sendable {
    let isObject: Bool
    private var names: [String] = []
    private var known: Set<String> = []

    /// More names are looked up by their hashes.
    private static let maximumList = 12

    init(isObject: Bool) { self.isObject = isObject }

    var count: Int { known.isEmpty ? names.count : known.count }

    /// - Returns: whether the name is new.
    mutating func insert(_ name: String) -> Bool {
        guard known.isEmpty else { return known.insert(name).inserted }
        guard !names.contains(name) else { return false }
        if names.count < Self.maximumList { names.append(name) } else { known = Set(names).union([name]) }
        return true
    }
}
