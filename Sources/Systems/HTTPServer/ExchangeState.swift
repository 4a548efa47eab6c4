/// Where one request stands; what happens to it goes in, what to do comes out. It does nothing itself.
///
///     head ─► answering ─► over
///     head ─► reading ─► complete ─► waiting ─► working ─► answered ─► over
///     head ─► undecided ─► deciding ─► decided ─► as from the head
///
/// From `waiting` to `answered`, and from `undecided` to `decided`, the connection is suspended. A consumer leaves this machine once: to finish, or to be abandoned.
struct ExchangeState {
    private enum Phase {
        /// The request line was read, the fields are still coming.
        case head
        /// The connection is suspended until it is found out what to do; that has not begun.
        case undecided(Decision)
        /// It is being found out.
        case deciding
        /// It is known what to do, and the connection resumed.
        case decided(@Sendable () -> RequestHandling)
        /// The answer is known and waits for the library's last call.
        case answering(Response)
        /// The body arrives; `discarded` counts what was dropped since the consumer had enough.
        case reading(any BodyConsumer, discarded: Int64?)
        /// The body is complete; in the next call the connection is suspended.
        ///
        /// Not in the first: the library then still means to read, and does so when it is resumed, before it asks for the answer. From a
        /// client that has closed its side it reads the end, and closes without answering. One turn later it has put reading off.
        case complete(any BodyConsumer)
        /// The connection is suspended, the work has not begun.
        case waiting(any BodyConsumer)
        /// The consumer works out an answer.
        case working
        /// The answer is there and the connection resumed.
        case answered(Response)
        /// The answer was handed to the library, or the connection is gone.
        case over
    }

    typealias Decision = @Sendable () async -> @Sendable () -> RequestHandling

    /// What a task is to work out.
    enum Work {
        /// What to do with the request.
        case decision(Decision)
        /// The answer.
        case answer(any BodyConsumer)
    }

    /// What to do when the library calls without bytes.
    enum Step {
        /// The first call: read the head.
        case readHead
        /// It was found out what to do.
        case receive(@Sendable () -> RequestHandling)
        /// Send this.
        case send(Response)
        /// The body is complete: suspend and let the consumer work.
        case suspend
        /// The body is complete, and there is no time left to work: abandon it and say so.
        case refuse(any BodyConsumer)
        /// Nothing.
        case wait
    }

    private var phase = Phase.head
    /// How much of a body may be dropped after the consumer had enough; `nil` for all of it.
    private var discardLimit: Int64?

    /// The library calls without bytes: at the head, and again and again after the body's end.
    mutating func called(mayWork: Bool) -> Step {
        switch phase {
        case .head:
            return .readHead
        case .decided(let handling):
            phase = .head
            return .receive(handling)
        case .answering(let response), .answered(let response):
            phase = .over
            return .send(response)
        case .reading(let consumer, _):
            phase = .complete(consumer)
            return .wait
        case .complete(let consumer):
            phase = mayWork ? .waiting(consumer) : .over
            return mayWork ? .suspend : .refuse(consumer)
        case .undecided, .deciding, .waiting, .working, .over:
            return .wait
        }
    }

    /// The handler has to find out what to do: the connection is to be suspended.
    mutating func put(off decision: @escaping Decision) { phase = .undecided(decision) }

    /// The handler answered a request without a body.
    mutating func answer(_ response: Response) { phase = .answering(response) }

    /// The answer went out before the body.
    mutating func answerEarly() { phase = .over }

    /// The handler takes the body.
    mutating func read(with consumer: any BodyConsumer, discardLimit: Int64?) {
        phase = .reading(consumer, discarded: nil)
        self.discardLimit = discardLimit
    }

    /// The consumer that wants the next bytes; `nil` when they are to be dropped.
    var hungryConsumer: (any BodyConsumer)? {
        if case .reading(let consumer, nil) = phase { consumer } else { nil }
    }

    /// The consumer has had enough.
    mutating func stopReading() {
        if case .reading(let consumer, nil) = phase { phase = .reading(consumer, discarded: 0) }
    }

    /// Drops bytes.
    /// - Returns: whether the connection may go on.
    mutating func discard(_ count: Int) -> Bool {
        guard case .reading(let consumer, let discarded?) = phase else { return false }
        let total = discarded + Int64(count)
        phase = .reading(consumer, discarded: total)
        return discardLimit.map { total <= $0 } ?? true
    }

    /// The work begins.
    /// - Returns: what is to be done; `nil` when it was taken out of the task's hands.
    mutating func begin() -> Work? {
        switch phase {
        case .waiting(let consumer):
            phase = .working
            return .answer(consumer)
        case .undecided(let decision):
            phase = .deciding
            return .decision(decision)
        default: return nil
        }
    }

    /// It is found out what to do.
    /// - Returns: whether to resume the connection; not when an answer was first.
    mutating func decide(_ handling: @escaping @Sendable () -> RequestHandling) -> Bool {
        guard case .deciding = phase else { return false }
        phase = .decided(handling)
        return true
    }

    /// The work is done.
    /// - Returns: whether to resume the connection; not when another answer was first.
    mutating func finish(_ response: Response) -> Bool {
        guard case .working = phase else { return false }
        phase = .answered(response)
        return true
    }

    /// The server can wait no longer for the answer.
    /// - Returns: whether to resume the connection, and a consumer that will now never finish.
    mutating func giveUp(_ response: Response) -> (resumes: Bool, abandoned: (any BodyConsumer)?) {
        switch phase {
        case .waiting(let consumer):
            phase = .answered(response)
            return (true, consumer)
        case .working:
            phase = .answered(response)
            return (true, nil)
        case .undecided, .deciding:
            phase = .decided { .answer(response) }
            return (true, nil)
        case .head, .decided, .answering, .reading, .complete, .answered, .over:
            return (false, nil)
        }
    }

    /// The library is done with the request.
    /// - Returns: a consumer that was not begun to work.
    mutating func close() -> (any BodyConsumer)? {
        defer { phase = .over }
        switch phase {
        case .reading(let consumer, _), .complete(let consumer): return consumer
        default: return nil
        }
    }
}
