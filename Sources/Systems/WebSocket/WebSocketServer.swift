public import Lifecycle

/// A WebSocket server on a port of 127.0.0.1, for stand-ins of other systems and for tests: no TLS, no compression.
public final class WebSocketServer: Service {
    /// `websocket-server`
    public let name = "websocket-server"
    /// The port that is bound: the configured one, or what the system chose for 0.
    public let boundPort: UInt16

    private let listener: Listener
    private let handle: @Sendable (WebSocketConnection, WebSocketRequest) async -> Void

    /// Binds and listens; connections are handled once `run` is called.
    /// - Parameters:
    ///   - admit: decides on each request, on the thread that all connections share: it must not block.
    ///   - handle: has a connection until it returns; one that is then still open is dropped.
    /// - Throws: `WebSocketError` when the port cannot be had.
    public init(
        _ configuration: Configuration = Configuration(),
        admit: @escaping @Sendable (WebSocketRequest) -> WebSocketAdmission = { _ in .accept },
        handle: @escaping @Sendable (WebSocketConnection, WebSocketRequest) async -> Void
    ) async throws {
        listener = Listener(configuration, admit: admit)
        self.handle = handle
        guard let port = await EventLoop.shared.listen(listener, port: configuration.port) else {
            throw WebSocketError(.cannotListen, origin: "ws://127.0.0.1:\(configuration.port)")
        }
        boundPort = port
    }

    deinit { EventLoop.shared.unlisten(listener) }

    /// Handles connections until it is asked to stop; then admits no more and closes those that are open with 1001.
    ///
    /// It waits for the handlers to return. Cancellation cancels them. To be called once.
    public func run(until stop: StopSignal) async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { [listener] in
                await stop.wait()
                listener.stop()
            }
            for await (channel, request) in listener.arrivals {
                group.addTask { await self.serve(channel, request, until: stop) }
            }
        }
        EventLoop.shared.unlisten(listener)
    }

    private func serve(_ channel: Channel, _ request: WebSocketRequest, until stop: StopSignal) async {
        let connection = WebSocketConnection(channel)
        await withDiscardingTaskGroup { group in
            group.addTask {
                await stop.wait()
                if stop.isTriggered { channel.beginClosing(.goingAway) }
            }
            await handle(connection, request)
            group.cancelAll()
        }
        channel.drop()
        listener.leave()
    }
}

extension WebSocketServer {
    /// What a server listens on and allows.
    public struct Configuration: Sendable {
        /// 0 lets the system choose.
        public var port: UInt16 = 0
        /// Open connections; a further one is answered with 503.
        public var maximumConnections = 128
        /// Names of fields that are to be seen besides those that libwebsockets knows; `Authorization` and `User-Agent` are known.
        public var fieldNames: [String] = []
        /// What a connection may cost. Its two times of silence are the library's own: a ping after 300 s, the end after 310 s.
        public var limits = WebSocketLimits()

        /// The defaults.
        public init() {}
    }
}
