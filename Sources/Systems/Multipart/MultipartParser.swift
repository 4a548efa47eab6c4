import HTTPSemantics

/// Takes a `multipart/form-data` body apart as it arrives (RFC 7578, RFC 2046 section 5.1): bytes in, events out, no I/O.
///
/// However the body is cut into chunks, the events are the same, but for where one part's data is divided: into few pieces for a chunk,
/// whatever stands in it. Memory stays at the headers of one part: data is lent from the chunk it came in, and what is encoded
/// (`Content-Transfer-Encoding`) is decoded a bounded piece at a time. Once anything has thrown, the parser throws the same error again.
public struct MultipartParser: Sendable {
    /// What was found; data is lent for the time of the call.
    public enum Event: ~Escapable {
        /// A part begins; its data follows, in none or more pieces, and then its end.
        case partBegan(PartHeaders)
        /// The next bytes of the part, decoded; never none.
        case partData(RawSpan)
        /// The part is complete.
        case partEnded
    }

    private enum State {
        /// In the preamble or in a part's data; so many bytes of the delimiter are the last that were taken.
        case text(matched: Int)
        /// Behind the delimiter, where two bytes decide what it is; the first of them, once it is there.
        case delimited(by: UInt8?)
        /// On the rest of a delimiter's line, where only blanks may stand.
        case lineEnd(closing: Bool, blanks: Int, afterCR: Bool)
        case headers
        case epilogue(taken: Int)
        case failed(any Error)
    }

    private let delimiter: Delimiter
    private let limits: MultipartLimits
    private var state = State.text(matched: 0)
    /// Bytes of the match in hand that are no data of this part, whatever becomes of the match.
    private var assumed = 0
    private var headers = PartHeaderReader()
    private var parts = 0
    private var isInPart = false
    /// What may still come before the next delimiter: of the preamble, or of a field's value; a file's size is the caller's to limit.
    private var allowance: Int?
    /// What the data of the part stands for; `nil` when it stands for itself.
    private var decoder: PartDecoder?
    private var decoded: [UInt8] = []

    /// Begins a body.
    public init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        self.delimiter = Delimiter(boundary: boundary)
        self.limits = limits
        self.allowance = limits.preambleBytes
        expectDelimiter()
    }

    /// Takes the next bytes of the body.
    ///
    /// - Throws: `MultipartError` when the body is not what the RFC says or passes a limit, and whatever `handle` throws.
    public mutating func parse(_ bytes: RawSpan, _ handle: (borrowing Event) throws -> Void) throws {
        do {
            var position = 0
            while position < bytes.byteCount { try step(bytes, &position, handle) }
        } catch {
            let located = locate(error)
            state = .failed(located)
            throw located
        }
    }

    /// Says that the body has ended.
    ///
    /// - Throws: `MultipartError` unless the closing delimiter was seen and at least one part before it.
    public func finish() throws {
        switch state {
        case .failed(let error): throw error
        case .epilogue where parts > 0, .lineEnd(closing: true, _, _) where parts > 0: return
        case .epilogue, .lineEnd(closing: true, _, _): throw MultipartError(.noParts)
        case .text where parts == 0: throw MultipartError(.boundaryNotFound)
        default: throw locate(MultipartError(.truncated))
        }
    }

    private func locate(_ error: any Error) -> any Error {
        guard var fault = error as? MultipartError else { return error }
        fault.part = parts
        return fault
    }
}

// MARK: - Steps

extension MultipartParser {
    private mutating func step(_ bytes: RawSpan, _ position: inout Int, _ handle: (borrowing Event) throws -> Void) throws {
        switch state {
        case .text(let matched) where matched > 0: try resumeMatch(matched, bytes, &position, handle)
        case .text: try search(bytes, &position, handle)
        case .delimited(let first): try decide(first, bytes, &position, handle)
        case .lineEnd(let closing, let blanks, let afterCR):
            try endLine(bytes[position], closing: closing, blanks: blanks, afterCR: afterCR)
            position += 1
        case .headers: try readHeaders(bytes, &position, handle)
        case .epilogue(let taken):
            let total = taken + bytes.byteCount - position
            guard total <= limits.epilogueBytes else { throw MultipartError(.epilogueTooLong, limit: limits.epilogueBytes) }
            state = .epilogue(taken: total)
            position = bytes.byteCount
        case .failed(let error): throw error
        }
    }

    /// Looks for the delimiter, and passes on what stands before it.
    private mutating func search(
        _ bytes: RawSpan, _ position: inout Int, _ handle: (borrowing Event) throws -> Void
    ) throws {
        let match = delimiter.firstMatch(in: bytes, from: position)
        try pass(bytes.extracting(position..<match.start), handle)
        position = match.start + match.length
        state = match.length == delimiter.count ? .delimited(by: nil) : .text(matched: match.length)
    }

    /// Goes on with a match that the end of a chunk cut.
    private mutating func resumeMatch(
        _ matched: Int, _ bytes: RawSpan, _ position: inout Int, _ handle: (borrowing Event) throws -> Void
    ) throws {
        var matched = matched
        while matched < delimiter.count, position < bytes.byteCount, bytes[position] == delimiter.bytes[matched] {
            matched += 1
            position += 1
        }
        if matched == delimiter.count {
            state = .delimited(by: nil)
        } else if position < bytes.byteCount {
            try takeBack(matched, handle)
        } else {
            state = .text(matched: matched)
        }
    }

    /// Reads the two bytes that make a delimiter: a line's end, blanks, or the two hyphens that close the body. With anything
    /// else behind it, it was data that only looked like one: senders choose boundaries that are part of one another.
    private mutating func decide(
        _ first: UInt8?, _ bytes: RawSpan, _ position: inout Int, _ handle: (borrowing Event) throws -> Void
    ) throws {
        let byte = bytes[position]
        switch (first, byte) {
        case (nil, .carriageReturn), (nil, .hyphen):
            state = .delimited(by: byte)
        case (nil, .space), (nil, .tab):
            try endPart(handle)
            state = .lineEnd(closing: false, blanks: 1, afterCR: false)
        case (nil, .lineFeed):
            throw MultipartError(.bareLineFeed)
        case (.carriageReturn?, .lineFeed):
            try endPart(handle)
            try beginPart()
        case (.hyphen?, .hyphen):
            try endPart(handle)
            state = .lineEnd(closing: true, blanks: 0, afterCR: false)
        case (.carriageReturn?, _):
            // That return may begin the delimiter which is meant.
            try takeBack(delimiter.count, handle)
            state = .text(matched: 1)
            return
        case (.hyphen?, _): return try takeBack(delimiter.count + 1, handle)
        default: return try takeBack(delimiter.count, handle)
        }
        position += 1
    }

    /// Reads on to the end of a delimiter's line.
    private mutating func endLine(_ byte: UInt8, closing: Bool, blanks: Int, afterCR: Bool) throws {
        switch byte {
        case .lineFeed where afterCR:
            if closing { state = .epilogue(taken: 0) } else { try beginPart() }
        case .lineFeed: throw MultipartError(.bareLineFeed)
        case .carriageReturn where !afterCR:
            state = .lineEnd(closing: closing, blanks: blanks, afterCR: true)
        case .space where !afterCR && blanks < limits.paddingBytes, .tab where !afterCR && blanks < limits.paddingBytes:
            state = .lineEnd(closing: closing, blanks: blanks + 1, afterCR: false)
        default: throw MultipartError(closing ? .dataAfterClosing : .invalidDelimiterLine)
        }
    }

    private mutating func beginPart() throws {
        guard parts < limits.parts else { throw MultipartError(.tooManyParts, limit: limits.parts) }
        parts += 1
        headers.reset()
        state = .headers
    }

    private mutating func readHeaders(
        _ bytes: RawSpan, _ position: inout Int, _ handle: (borrowing Event) throws -> Void
    ) throws {
        guard try headers.take(bytes, &position, limit: limits.headerBytes) else { return }
        let part = try PartHeaders(headers.fields(), limits: limits)
        expectDelimiter()
        isInPart = true
        allowance = part.isFile ? nil : limits.fieldBytes
        decoder = PartDecoder(part.transferEncoding)
        try handle(.partBegan(part))
    }

    /// Waits for a delimiter whose line break has been read as the end of the line above it, or that begins the body.
    private mutating func expectDelimiter() {
        assumed = 2
        state = .text(matched: assumed)
    }

    private mutating func endPart(_ handle: (borrowing Event) throws -> Void) throws {
        allowance = nil
        guard isInPart else { return }
        isInPart = false
        try decoder?.finish()
        try handle(.partEnded)
    }

    /// Passes on as data what was held for a delimiter. No match can begin inside it: only its first byte is a return.
    private mutating func takeBack(_ count: Int, _ handle: (borrowing Event) throws -> Void) throws {
        let bytes = delimiter.bytes
        let held = unsafe bytes.span.bytes.extracting(assumed..<count)
        assumed = 0
        state = .text(matched: 0)
        try pass(held, handle)
    }

    private mutating func pass(_ data: RawSpan, _ handle: (borrowing Event) throws -> Void) throws {
        guard !data.isEmpty else { return }
        if let left = allowance {
            guard data.byteCount <= left else {
                throw isInPart
                    ? MultipartError(.fieldTooLong, limit: limits.fieldBytes)
                    : MultipartError(.preambleTooLong, limit: limits.preambleBytes)
            }
            allowance = left - data.byteCount
        }
        guard isInPart else { return }
        if decoder == nil { try handle(.partData(data)) } else { try decode(data, handle) }
    }

    private mutating func decode(_ data: RawSpan, _ handle: (borrowing Event) throws -> Void) throws {
        var position = 0
        while position < data.byteCount {
            let end = min(position + Self.decodedBytes, data.byteCount)
            decoded.removeAll(keepingCapacity: true)
            try decoder?.decode(data.extracting(position..<end), into: &decoded)
            if !decoded.isEmpty { try unsafe handle(.partData(decoded.span.bytes)) }
            position = end
        }
    }

    /// Bytes of encoded data that are decoded at a time.
    private static let decodedBytes = 16_384
}
