import HTTPSemantics
import Synchronization

/// One request and its answer.
///
/// The library's thread drives it; the only other that touches it is the task that works out the answer, and it never calls the library
/// except to resume the connection. To be suspended and to be resumed happen under the lock, because the library aborts the process when it
/// is stopped with a connection suspended: `InFlight.giveUp` closes the door and then takes each lock once, and after it nothing is.
final class Exchange: Sendable {
    private struct State {
        var machine = ExchangeState()
        var id: String
        var suspended: Connection?
        /// The head, while it is found out what to do with it.
        var undecided: Request?
        /// How much of the body is to come, where that is known.
        var missing: Int64?
        /// Whether the connection ends with this answer by our own will.
        var closes = false
        /// Whether the handler has seen the head.
        var isHandled = false
        /// Whether the answer goes without its body.
        var isHead = false
        var observers: [any ExchangeObserver] = []
        var answer: SentAnswer?
    }

    private let context: ServerContext
    private let target: RawTarget
    private let connection: OpenConnection
    private let start: ContinuousClock.Instant
    private let state: Mutex<State>

    init(_ context: ServerContext, target: RawTarget, on connection: OpenConnection) {
        self.context = context
        self.target = target
        self.connection = connection
        let id = context.makeRequestID()
        start = context.now()
        state = Mutex(State(id: id))
        connection.enter(.head, requestID: id, at: start)
    }

    // MARK: On the library's threads

    /// The library calls without bytes.
    /// - Returns: whether the connection may go on.
    func proceed(_ connection: Connection, method: UnsafePointer<CChar>, version: UnsafePointer<CChar>) -> Bool {
        let step = state.withLock { state in
            let step = state.machine.called(mayWork: !context.inFlight.isClosed)
            if case .suspend = step {
                connection.suspend()
                state.suspended = connection
            }
            return step
        }
        switch step {
        case .readHead:
            let raw = unsafe RawHead(connection, method: method, target: target, version: version)
            return readHead(connection, raw)
        case .receive(let handling):
            guard let request = state.withLock({ $0.undecided.take() }) else { return false }
            return follow(handling(), of: request, on: connection)
        case .send(let response):
            return send(response, on: connection)
        case .suspend:
            self.connection.enter(.working, at: context.now())
            context.schedule(self)
            return true
        case .refuse(let consumer):
            consumer.abandon()
            return send(Refusal.stopping.response, on: connection)
        case .wait:
            return true
        }
    }

    /// The library has read some of the body.
    ///
    /// It waits for edges, and takes a read that did not fill its buffer for a sign that there is nothing more. An end of the connection
    /// that came together with the last bytes it would see only when the idle timeout is over, so it is looked for here. With a chunked
    /// body it is left at that: what is still in the library's buffer may well complete it.
    /// - Returns: whether the connection may go on.
    func consume(_ bytes: RawSpan, on connection: Connection) -> Bool {
        let count = Int64(bytes.byteCount)
        let missing = state.withLock { state in
            state.missing = state.missing.map { $0 - count }
            return state.missing
        }
        guard pass(bytes) else { return false }
        return (missing ?? 0) == 0 || !connection.hasEnded
    }

    private func pass(_ bytes: RawSpan) -> Bool {
        guard let consumer = state.withLock({ $0.machine.hungryConsumer }) else {
            let count = bytes.byteCount
            return state.withLock { $0.machine.discard(count) }
        }
        // Outside the lock: this may wait for a disk.
        if consumer.consume(bytes) == .enough { state.withLock { $0.machine.stopReading() } }
        return true
    }

    /// The library is done with the request, for good or ill.
    func close(_ connection: Connection, isComplete: Bool) {
        let (abandoned, closes) = state.withLock { ($0.machine.close(), $0.closes) }
        abandoned?.abandon()
        report(isComplete: isComplete)
        // One that ends stays as it was until the library closes it: to cut it would cut short its lingering.
        if isComplete, !closes { self.connection.enter(.idle, at: context.now()) }
        if isComplete, closes, let socket = connection.duplicateSocket() { context.closer.adopt(socket) }
        context.inFlight.remove(self)
    }

    /// Tells those who asked for it how it ended.
    private func report(isComplete: Bool) {
        let (isHandled, observers, sent) = state.withLock { ($0.isHandled, $0.observers, $0.answer) }
        // What was said past the library came when it had sent nothing.
        let answer = sent ?? connection.takeSaid()
        let duration = context.now() - start
        guard isHandled else {
            if let answer { context.handler.refused(answer.request(duration)) }
            return
        }
        let end = ExchangeEnd(
            status: answer?.status, bodyBytes: answer?.bodyBytes ?? 0, duration: duration,
            isComplete: isComplete && sent != nil)
        for observer in observers { observer.ended(end) }
    }

    // MARK: On tasks

    /// Works out the answer.
    func work() async {
        switch state.withLock({ $0.machine.begin() }) {
        case .decision(let decide): await work(out: decide)
        case .answer(let consumer):
            let response = await consumer.finish()
            state.withLock { state in
                if state.machine.finish(response) { state.suspended?.resume() }
            }
        case nil: break
        }
    }

    private func work(out decide: ExchangeState.Decision) async {
        let handling = await decide()
        state.withLock { state in
            if state.machine.decide(handling) { state.suspended?.resume() }
        }
    }

    /// Answers 503 in place of whoever is to answer, if anybody is.
    func giveUp() {
        let abandoned = state.withLock { state in
            let (resumes, abandoned) = state.machine.giveUp(Refusal.stopping.response)
            if resumes { state.suspended?.resume() }
            return abandoned
        }
        abandoned?.abandon()
    }

    // MARK: The head

    private func readHead(_ connection: Connection, _ raw: RawHead) -> Bool {
        let head: RequestHead
        do {
            head = try RequestHead(raw, context.configuration)
        } catch {
            return sendEarly(error.response, on: connection)
        }
        let request = request(head, connection)
        state.withLock { $0.isHandled = true }
        return follow(context.handler.handle(request), of: request, on: connection)
    }

    private func follow(_ handling: RequestHandling, of request: Request, on connection: Connection) -> Bool {
        switch self.handling(handling, of: request) {
        case .observed(let handling, let observer):
            state.withLock { $0.observers.append(observer) }
            return follow(handling, of: request, on: connection)
        case .decide(let decide):
            return putOff(decide, request, on: connection)
        case .answer(let response) where request.contentLength == 0:
            state.withLock { $0.machine.answer(response) }
            return self.connection.enter(.working, at: context.now())
        case .answer(let response):
            return sendEarly(response, on: connection)
        case .respond(let work):
            return read(request, with: UnwantedBody(work: work), discardLimit: context.configuration.maximumDiscardedBytes)
        case .collect(let limit, let work):
            return read(request, with: CollectedBody(limit: limit, work: work))
        case .consume(let consumer):
            return read(request, with: consumer)
        }
    }

    /// The library asks again once the connection is resumed: it takes a suspended one for one whose head it has still to hand over.
    private func putOff(_ decide: @escaping ExchangeState.Decision, _ request: Request, on connection: Connection) -> Bool {
        let isPutOff = state.withLock { state in
            guard !context.inFlight.isClosed else { return false }
            connection.suspend()
            state.suspended = connection
            state.undecided = request
            state.machine.put(off: decide)
            return true
        }
        guard isPutOff else { return sendEarly(Refusal.stopping.response, on: connection) }
        self.connection.enter(.working, requestID: request.id, at: context.now())
        context.schedule(self)
        return true
    }

    /// A body whose length alone is too much is answered before it comes.
    private func handling(_ handling: RequestHandling, of request: Request) -> RequestHandling {
        guard let length = request.contentLength else { return handling }
        switch handling {
        case .collect(let limit, _) where length > limit:
            return .answer(CollectedBody.tooLarge(limit: limit))
        case .respond where length > context.configuration.maximumDiscardedBytes:
            return .answer(CollectedBody.tooLarge(limit: Int(context.configuration.maximumDiscardedBytes)))
        default:
            return handling
        }
    }

    private func request(_ head: RequestHead, _ connection: Connection) -> Request {
        let id = state.withLock { state in
            if let own = head.fields["X-Request-Id"], RequestID.isSane(own) { state.id = own }
            state.isHead = head.method == .head
            return state.id
        }
        let peer = connection.remoteAddress
        return Request(
            id: id, method: head.method, path: head.target.path, query: head.target.query, fields: head.fields,
            contentLength: head.contentLength, remoteAddress: peer,
            clientAddress: ClientAddress.find(peer: peer, fields: head.fields, trusted: context.configuration.trustedProxies))
    }

    private func read(_ request: Request, with consumer: any BodyConsumer, discardLimit: Int64? = nil) -> Bool {
        let isChunked = request.contentLength == nil
        state.withLock { state in
            state.machine.read(
                with: consumer, discardLimit: isChunked ? context.configuration.maximumDiscardedBytes : discardLimit)
            // See `RequestHead`: how the chunks were framed cannot be checked, so nothing may follow them.
            state.closes = isChunked
            state.missing = request.contentLength
        }
        return connection.enter(.body, requestID: request.id, at: context.now())
    }

    // MARK: The answer

    private func sendEarly(_ response: Response, on connection: Connection) -> Bool {
        state.withLock { state in
            state.machine.answerEarly()
            state.closes = true
        }
        return send(response, on: connection)
    }

    private func send(_ response: Response, on connection: Connection) -> Bool {
        let (id, closes) = state.withLock { state in
            if context.inFlight.isDraining { state.closes = true }
            state.answer = SentAnswer(id: state.id, status: response.sentStatus, bodyBytes: state.isHead ? 0 : response.body.size)
            return (state.id, state.closes)
        }
        guard self.connection.enter(.answer, at: context.now()) else { return false }
        return connection.queue(response, id: id, closes: closes, context.logger)
    }
}
