public import Foundation
internal import HTTPClient
internal import HTTPServer
public import Lifecycle
public import Observability

/// A stand-in Genesys Cloud for demos, tests and developers: one address that serves the login host and the API, as strict as the real one.
///
/// It keeps everything in memory and forgets it when it ends. `GET /simulator/messages` shows what arrived; `PUT /simulator/faults` makes
/// calls go wrong.
public final class GenesysSimulator: Service {
    /// `genesys-simulator`
    public let name = "genesys-simulator"

    private let configuration: Configuration
    private let server: HTTPServer
    private let handler: SimulatorHandler
    private let fetcher: MediaFetcher
    private let orders: AsyncStream<MediaOrder>
    private let ordersEnd: AsyncStream<MediaOrder>.Continuation
    private let logger: Logger

    /// Binds and listens; calls are answered once `run` is called.
    /// - Parameters:
    ///   - now: tells the time that tokens, rates and messages go by.
    ///   - newID: makes an identifier, a new one each time.
    /// - Throws: `HTTPServerError` when the address cannot be had.
    public init(
        _ configuration: Configuration = Configuration(), logger: Logger = Logger(),
        now: @escaping @Sendable () -> Date = { Date() },
        newID: @escaping @Sendable () -> UUID = { UUID() }
    ) throws {
        self.configuration = configuration
        self.logger = logger
        (orders, ordersEnd) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(configuration.maximumWaitingFetches))
        fetcher = MediaFetcher(client: HTTPClient(), timeout: configuration.fetchTimeout)
        handler = SimulatorHandler(Platform(configuration.platform, newID: newID), orders: ordersEnd, now: now)
        var listener = HTTPServer.Configuration()
        listener.address = configuration.address
        listener.port = configuration.port
        server = try HTTPServer(listener, handler: handler)
    }

    /// The port that is bound: the configured one, or what the system chose for 0.
    public var boundPort: UInt16 { server.boundPort }

    /// Serves until it is asked to stop; attachments still being fetched are then left.
    /// - Throws: `HTTPServerError` when the server does not start.
    public func run(until stop: StopSignal) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { await self.fetchAll() }
            group.addTask {
                await stop.wait()
                self.handler.close()
            }
            try await server.run(until: stop)
            ordersEnd.finish()
            group.cancelAll()
        }
    }

    /// Fetches what is ordered, a few at once, until there are no more orders.
    private func fetchAll() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await order in orders {
                if running == configuration.maximumConcurrentFetches {
                    await group.next()
                    running -= 1
                }
                group.addTask { await self.fetch(order) }
                running += 1
            }
            group.cancelAll()
        }
    }

    private func fetch(_ order: MediaOrder) async {
        let fetched = await fetcher.fetch(order)
        handler.record(fetched, for: order)
        logger.info("attachment fetched", ["state": .string(fetched.state.rawValue), "bytes": .integer(Int64(fetched.bytes ?? 0))])
    }
}
