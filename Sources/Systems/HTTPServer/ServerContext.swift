import Observability

/// What all requests of a server share; the library's callbacks carry it.
final class ServerContext: Sendable {
    let configuration: HTTPServer.Configuration
    let handler: any RequestHandler
    let logger: Logger
    let makeRequestID: @Sendable () -> String
    /// The time by which connections are judged.
    let now: @Sendable () -> ContinuousClock.Instant
    let inFlight = InFlight()
    let connections: OpenConnections
    /// `nil` in plain HTTP.
    let identity: LiveIdentity?
    let closer: LingeringCloser
    /// Suspended requests whose work is to begin. At most one for each connection, so the connection limit bounds it.
    let ready: AsyncStream<Exchange>
    private let readyEnd: AsyncStream<Exchange>.Continuation

    init(
        _ configuration: HTTPServer.Configuration, handler: any RequestHandler, identity: LiveIdentity?, logger: Logger,
        makeRequestID: @escaping @Sendable () -> String, now: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.configuration = configuration
        self.handler = handler
        self.logger = logger
        self.makeRequestID = makeRequestID
        self.now = now
        self.identity = identity
        connections = OpenConnections(configuration)
        closer = LingeringCloser(configuration)
        (ready, readyEnd) = AsyncStream.makeStream()
    }

    /// Hands a suspended request to a task.
    func schedule(_ exchange: Exchange) {
        // Nobody takes work any more once the server's own task was cancelled.
        if case .terminated = readyEnd.yield(exchange) { exchange.giveUp() }
    }

    /// Answers an error in the library's place, if the line of its log is about one and can only be about one connection.
    func answerInstead(of message: String) {
        guard let error = LibraryError(message: message), let connection = connections.culprit(of: error),
            let socket = connection.answer(error.refusal, newRequestID: makeRequestID)
        else { return }
        closer.adopt(socket)
    }

    /// A connection is gone. What was answered on it to no request that had begun is told now.
    func closed(_ connection: OpenConnection) {
        connections.remove(connection)
        if let said = connection.takeSaid() { handler.refused(said.request(.zero)) }
    }

    /// Cuts connections that take too long, until the task is cancelled.
    func watch() async {
        let limits = configuration.paceLimits
        while (try? await Task.sleep(for: configuration.watchInterval)) != nil {
            let cut = connections.cutLate(at: now(), limits, newRequestID: makeRequestID)
            if !cut.isEmpty {
                logger.debug("Connections that took too long were cut.", ["connections": .integer(Int64(cut.count))])
            }
        }
    }

    /// No more work will come.
    func finish() { readyEnd.finish() }
}
