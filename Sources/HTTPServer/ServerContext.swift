import Observability

/// What all requests of a server share; the library's callbacks carry it.
final class ServerContext: Sendable {
    let configuration: HTTPServer.Configuration
    let handler: any RequestHandler
    let logger: Logger
    let makeRequestID: @Sendable () -> String
    let inFlight = InFlight()
    let closer: LingeringCloser
    /// Suspended requests whose work is to begin. At most one for each connection, so the connection limit bounds it.
    let ready: AsyncStream<Exchange>
    private let readyEnd: AsyncStream<Exchange>.Continuation

    init(
        _ configuration: HTTPServer.Configuration, handler: any RequestHandler, logger: Logger,
        makeRequestID: @escaping @Sendable () -> String
    ) {
        self.configuration = configuration
        self.handler = handler
        self.logger = logger
        self.makeRequestID = makeRequestID
        closer = LingeringCloser(configuration)
        (ready, readyEnd) = AsyncStream.makeStream()
    }

    /// Hands a suspended request to a task.
    func schedule(_ exchange: Exchange) {
        // Nobody takes work any more once the server's own task was cancelled.
        if case .terminated = readyEnd.yield(exchange) { exchange.giveUp() }
    }

    /// No more work will come.
    func finish() { readyEnd.finish() }
}
