import Dispatch
public import FoundationEssentials
public import Lifecycle
public import Observability
import Synchronization

/// An HTTP/1.1 server on libmicrohttpd's epoll thread pool.
///
/// It binds when it is made, so that its port is known, and gets its handler when it runs. The library's threads read and write, ask the
/// handler about each head, and pass each piece of a body on where it arrives. Whatever takes longer runs as a task, with the connection
/// suspended until it has an answer.
public final class HTTPServer: Sendable {
    /// The port that is bound: the configured one, or what the system chose for 0.
    public let boundPort: UInt16

    private let configuration: Configuration
    private let logger: Logger
    private let makeRequestID: @Sendable () -> String
    private let now: @Sendable () -> ContinuousClock.Instant
    /// `nil` in plain HTTP.
    private let identity: LiveIdentity?
    private let listener: Mutex<ListeningSocket?>

    /// Binds and listens; requests wait until `run` is called.
    /// - Parameters:
    ///   - logger: where fields that cannot be sent, and the library's own messages (at debug level), are reported.
    ///   - makeRequestID: names requests whose client did not.
    ///   - now: a clock that never goes back, by which connections are judged.
    /// - Throws: `HTTPServerError` when the address cannot be had, or the certificate and its key cannot be used.
    public init(
        _ configuration: Configuration, logger: Logger = Logger(), makeRequestID: (@Sendable () -> String)? = nil,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) throws {
        self.configuration = configuration
        self.logger = logger
        self.makeRequestID = makeRequestID ?? RequestID.random
        self.now = now
        identity = try configuration.tls.map { files throws(HTTPServerError) in try LiveIdentity(files) }
        let listener = try ListeningSocket(address: configuration.address, port: configuration.port)
        boundPort = listener.port
        self.listener = Mutex(listener)
    }

    /// When the certificate in use ends; `nil` in plain HTTP.
    public var certificateEnd: Date? { identity?.current.end }

    /// Reads certificate and key again, for connections that come from now on. Blocks to read the files; does nothing in plain HTTP.
    /// - Returns: whether they are other ones.
    /// - Throws: `HTTPServerError` when they cannot be used; the old ones stay.
    @discardableResult
    public func reloadCertificate() throws -> Bool { try identity?.reload() ?? false }

    /// The server with its handler, as a service called `http-server`.
    public func serving(_ handler: any RequestHandler) -> some Service { ServingHTTP(server: self, handler: handler) }

    /// Answers requests until it is asked to stop; then takes no more connections, answers what is in hand, and returns.
    ///
    /// When that takes longer than `Configuration.drainTimeout`, or the task is cancelled, unanswered requests get 503 and their tasks
    /// are cancelled; it still waits for those tasks to end. To be called once.
    /// - Parameter handler: decides on each request's head.
    /// - Throws: `HTTPServerError` when the library does not start.
    public func run(_ handler: any RequestHandler, until stop: StopSignal) async throws {
        guard let listener = listener.withLock({ $0.take() }) else {
            throw HTTPServerError(.alreadyRun, "A server runs once; make another one.")
        }
        let context = ServerContext(
            configuration, handler: handler, identity: identity, logger: logger, makeRequestID: makeRequestID, now: now)
        let daemon = try Daemon(context, listener: listener)
        await withDiscardingTaskGroup { group in
            group.addTask {
                await stop.wait()
                await Self.shutDown(daemon, context)
            }
            group.addTask { await context.watch() }
            for await exchange in context.ready {
                group.addTask { await exchange.work() }
            }
            await context.closer.close()
            group.cancelAll()
        }
    }

    private static func shutDown(_ daemon: Daemon, _ context: ServerContext) async {
        daemon.stopListening()
        await context.inFlight.drain(within: context.configuration.drainTimeout)
        context.inFlight.giveUp()
        // Joins the library's threads, which may be waiting for a disk.
        await withCheckedContinuation { stopped in
            DispatchQueue(label: "http-server.stop").async {
                daemon.stop()
                stopped.resume()
            }
        }
        context.finish()
    }
}

/// A server that knows what to answer.
private struct ServingHTTP: Service {
    let name = "http-server"
    let server: HTTPServer
    let handler: any RequestHandler

    func run(until stop: StopSignal) async throws { try await server.run(handler, until: stop) }
}
