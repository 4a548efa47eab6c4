import Dispatch
public import FoundationEssentials
public import Lifecycle
public import Observability
import Synchronization

/// An HTTP/1.1 server on libmicrohttpd's epoll thread pool.
///
/// The library's threads read and write, ask the handler about each head, and pass each piece of a body on where it arrives. Whatever takes
/// longer runs as a task, with the connection suspended until it has an answer.
public final class HTTPServer: Service {
    /// `http-server`
    public let name = "http-server"
    /// The port that is bound: the configured one, or what the system chose for 0.
    public let boundPort: UInt16

    private let context: ServerContext
    private let listener: Mutex<ListeningSocket?>

    /// Binds and listens; requests are answered once `run` is called.
    /// - Parameters:
    ///   - logger: where fields that cannot be sent, and the library's own messages (at debug level), are reported.
    ///   - makeRequestID: names requests whose client did not.
    ///   - now: a clock that never goes back, by which connections are judged.
    /// - Throws: `HTTPServerError` when the address cannot be had, or the certificate and its key cannot be used.
    public init(
        _ configuration: Configuration, handler: any RequestHandler, logger: Logger = Logger(),
        makeRequestID: (@Sendable () -> String)? = nil,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) throws {
        context = try ServerContext(
            configuration, handler: handler, logger: logger, makeRequestID: makeRequestID ?? RequestID.random, now: now)
        let listener = try ListeningSocket(address: configuration.address, port: configuration.port)
        boundPort = listener.port
        self.listener = Mutex(listener)
    }

    /// When the certificate in use ends; `nil` in plain HTTP.
    public var certificateEnd: Date? { context.identity?.current.end }

    /// Reads certificate and key again, for connections that come from now on. Blocks to read the files; does nothing in plain HTTP.
    /// - Returns: whether they are other ones.
    /// - Throws: `HTTPServerError` when they cannot be used; the old ones stay.
    @discardableResult
    public func reloadCertificate() throws -> Bool { try context.identity?.reload() ?? false }

    /// Answers requests until it is asked to stop; then takes no more connections, answers what is in hand, and returns.
    ///
    /// When that takes longer than `Configuration.drainTimeout`, or the task is cancelled, unanswered requests get 503 and their tasks
    /// are cancelled; it still waits for those tasks to end. To be called once.
    /// - Throws: `HTTPServerError` when the library does not start.
    public func run(until stop: StopSignal) async throws {
        guard let listener = listener.withLock({ $0.take() }) else {
            throw HTTPServerError(.alreadyRun, "A server runs once; make another one.")
        }
        let daemon = try Daemon(context, listener: listener)
        await withDiscardingTaskGroup { group in
            group.addTask {
                await stop.wait()
                await self.shutDown(daemon)
            }
            group.addTask { [context] in await context.watch() }
            for await exchange in context.ready {
                group.addTask { await exchange.work() }
            }
            await context.closer.close()
            group.cancelAll()
        }
    }

    private func shutDown(_ daemon: Daemon) async {
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
