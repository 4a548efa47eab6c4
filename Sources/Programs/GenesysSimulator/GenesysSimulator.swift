public import Foundation
internal import HTTPClient
internal import HTTPServer
internal import JSON
public import Lifecycle
public import Observability
internal import WebSocket

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
    private let sender: WebhookSender
    private let fetches: AsyncStream<MediaOrder>
    private let webhooks: AsyncStream<WebhookOrder>
    private let edges: SimulatorHandler.Edges
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
        let client = HTTPClient()
        let (fetches, fetchesEnd) = AsyncStream.makeStream(
            of: MediaOrder.self, bufferingPolicy: .bufferingOldest(configuration.maximumWaitingFetches))
        let (webhooks, webhooksEnd) = AsyncStream.makeStream(
            of: WebhookOrder.self, bufferingPolicy: .bufferingOldest(configuration.maximumWaitingFetches))
        self.fetches = fetches
        self.webhooks = webhooks
        fetcher = MediaFetcher(client: client, timeout: configuration.fetchTimeout)
        sender = WebhookSender(
            client: client, timeout: configuration.webhookTimeout, retries: configuration.webhookRetries,
            interval: configuration.webhookRetryInterval)
        edges = SimulatorHandler.Edges(
            fetches: fetchesEnd, webhooks: webhooksEnd, sockets: OpenSockets(), relay: ChannelRelay(client: client))
        var listener = HTTPServer.Configuration()
        listener.address = configuration.address
        listener.port = configuration.port
        server = try HTTPServer(listener)
        handler = SimulatorHandler(
            Platform(configuration.platform(port: server.boundPort), newID: newID), edges: edges, now: now)
    }

    /// The port that is bound: the configured one, or what the system chose for 0.
    public var boundPort: UInt16 { server.boundPort }

    /// Serves until it is asked to stop; attachments still being fetched are then left.
    /// - Throws: `HTTPServerError` when the server does not start, `WebSocketError` when there is no port for sockets.
    public func run(until stop: StopSignal) async throws {
        let sockets = try await SocketServer(port: configuration.socketPort, handler: handler, sockets: edges.sockets).server
        let socketURL = configuration.socketURL ?? "ws://127.0.0.1:\(sockets.boundPort)"
        handler.update { $0.socketURL = socketURL }
        logger.info("Listening for sockets.", ["port": .integer(Int64(sockets.boundPort))])
        try await withThrowingTaskGroup { group in
            group.addTask { try await sockets.run(until: stop) }
            group.addTask { await self.fetchAll() }
            group.addTask { await self.notifyAll() }
            group.addTask { await self.keepTime() }
            group.addTask {
                await stop.wait()
                self.handler.close()
            }
            try await server.run(handler, until: stop)
            edges.fetches.finish()
            edges.webhooks.finish()
            group.cancelAll()
        }
    }

    private func fetchAll() async {
        await forEach(in: fetches, atOnce: configuration.maximumConcurrentFetches) { order in
            let (fetched, bytes) = await self.fetcher.fetch(order)
            self.handler.record(fetched, bytes: bytes, for: order)
            self.logger.info(
                "attachment fetched", ["state": .string(fetched.state.rawValue), "bytes": .integer(Int64(fetched.bytes ?? 0))])
        }
    }

    private func notifyAll() async {
        await forEach(in: webhooks, atOnce: configuration.maximumConcurrentFetches) { order in
            let isDelivered = await self.sender.send(order)
            self.handler.record(isDelivered: isDelivered, of: order)
            self.logger.info("webhook called", ["delivered": .string("\(isDelivered)")])
        }
    }

    /// Lets the platform see that time passes, for its heartbeats.
    private func keepTime() async {
        let interval = min(.seconds(1), configuration.platform.notifications.heartbeatInterval / 4)
        // A sleep fails only when it is cancelled.
        while (try? await Task.sleep(for: interval)) != nil { handler.tick() }
    }

    /// Works on what comes, a few at once, until there is no more.
    private func forEach<Order: Sendable>(
        in orders: AsyncStream<Order>, atOnce limit: Int, _ work: @escaping @Sendable (Order) async -> Void
    ) async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await order in orders {
                if running == limit {
                    await group.next()
                    running -= 1
                }
                group.addTask { await work(order) }
                running += 1
            }
            group.cancelAll()
        }
    }
}
