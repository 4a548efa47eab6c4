/// One question and its answer on a connection of its own, without the connection: takes what happened, says what to do next.
///
/// clamd may answer before it has read everything (a limit) and then closes, so that our write fails while the answer waits to be
/// read: a failed write is a reason to read, never an end.
struct ClamdExchange: Sendable {
    enum Event: Sendable, Hashable {
        case connected
        /// The bytes of the last action are on their way.
        case sent
        /// The other side speaks while we send.
        case answeredEarly
        case writeFailed
        case received([UInt8])
        /// The end of the stream, or a reset while reading.
        case closed
        case deadlinePassed
    }

    enum Action: Sendable, Hashable {
        /// Send the bytes, then this part of the file.
        case send([UInt8], file: Range<Int64>?)
        /// Send the bytes with the file's descriptor.
        case sendDescriptor([UInt8])
        case receive
        case finish(Ending)
    }

    enum Ending: Sendable, Hashable {
        /// An answer without its last byte (NUL or line feed); whether all of the question had been sent when it came.
        case answer([UInt8], toWholeQuestion: Bool)
        case closedWithoutAnswer
        /// Closed in the middle of an answer.
        case cutShort
        case answerTooLong
        case timedOut
    }

    /// clamd reads 4 KiB at a time whatever we send: large chunks save our own calls.
    static let chunkSize: Int64 = 128 * 1024

    private let command: ClamdCommand
    private var offset: Int64 = 0
    private var isSentWhole = false
    private var answer: [UInt8] = []

    init(_ command: ClamdCommand) {
        self.command = command
    }

    /// Answers an event with the next thing to do. After `finish` nothing more may be handed in.
    mutating func next(after event: Event) -> Action {
        switch event {
        case .connected: opening()
        case .sent: isSentWhole ? .receive : continuation()
        case .answeredEarly, .writeFailed: reading()
        case .received(let bytes): take(bytes)
        case .closed: .finish(endingAfterClose)
        case .deadlinePassed: .finish(.timedOut)
        }
    }

    private mutating func opening() -> Action {
        switch command {
        case .version, .statistics:
            isSentWhole = true
            return .send(command.opening, file: nil)
        case .scanDescriptor:
            isSentWhole = true
            return .sendDescriptor(command.opening)
        case .scanStream(let size):
            return chunk(of: size, after: command.opening)
        }
    }

    private mutating func continuation() -> Action {
        guard case .scanStream(let size) = command else { return .receive }
        return chunk(of: size, after: [])
    }

    /// `<length, four bytes, big endian><bytes>`; a length of zero ends the stream (clamd(8), INSTREAM).
    private mutating func chunk(of size: Int64, after opening: [UInt8]) -> Action {
        let length = min(Self.chunkSize, size - offset)
        let header = (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
        guard length > 0 else {
            isSentWhole = true
            return .send(opening + header, file: nil)
        }
        defer { offset += length }
        return .send(opening + header, file: offset..<offset + length)
    }

    /// What was announced but did not get through was not sent.
    private mutating func reading() -> Action {
        isSentWhole = false
        return .receive
    }

    private mutating func take(_ bytes: [UInt8]) -> Action {
        answer += bytes
        guard answer.count <= command.longestAnswer else { return .finish(.answerTooLong) }
        // Whatever follows a first terminator stays in, so that nobody mistakes two answers for one.
        return isComplete ? .finish(.answer(answer.dropLast(), toWholeQuestion: isSentWhole)) : .receive
    }

    private var isComplete: Bool {
        answer.last == 0 || answer.last == UInt8(ascii: "\n") && !command.hasLinesInAnswer
    }

    /// Errors of the connection end in a line feed even where the command asked for NUL.
    private var endingAfterClose: Ending {
        if answer.isEmpty { return .closedWithoutAnswer }
        guard answer.last == UInt8(ascii: "\n") else { return .cutShort }
        return .answer(answer.dropLast(), toWholeQuestion: isSentWhole)
    }
}

extension [UInt8] {
    fileprivate func dropLast() -> [UInt8] { Array(self[..<(count - 1)]) }
}
