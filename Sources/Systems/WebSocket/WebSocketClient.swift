public import HTTPSemantics

/// Opens WebSocket connections (RFC 6455), with libwebsockets on a thread of its own.
///
/// It offers no extensions and no subprotocols, follows no redirect, takes TLS 1.2 and later, and ignores the proxies of the environment.
/// Where libwebsockets differs from the RFC is in `docs/decisions/0022-what-libwebsockets-does.md`.
public struct WebSocketClient: Sendable {
    private let configuration: Configuration

    /// Makes a client; nothing is connected yet.
    public init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
    }

    /// Connects and shakes hands.
    ///
    /// Names are resolved on the thread that all connections share: a slow resolver holds them up.
    /// - Parameters:
    ///   - url: `ws` or `wss`, without credentials; never shown in errors beyond scheme, host and port.
    ///   - fields: sent with the handshake, after those that it needs; 8 KiB at most.
    /// - Throws: `WebSocketError`; `CancellationError`.
    public func connect(to url: String, fields: HTTPFields = [:]) async throws -> WebSocketConnection {
        guard let address = WebSocketAddress(url) else {
            throw WebSocketError(.invalidURL, origin: WebSocketAddress.unreadable)
        }
        guard fields.all.allSatisfy(\.isValid), Handshake.byteCount(fields) <= 8 << 10 else {
            throw WebSocketError(.invalidRequest, origin: address.origin)
        }
        let loop = EventLoop.shared
        let channel = Channel(id: loop.nextIdentifier(), limits: configuration.limits, origin: address.origin)
        // Dropped by its end when the handshake fails or is given up.
        let connection = WebSocketConnection(channel)
        loop.connect(channel, Handshake(address, fields, configuration))
        try await withTimeLimit(channel)
        return connection
    }

    private func withTimeLimit(_ channel: Channel) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { [limit = configuration.handshakeTimeout] in
                try await Task.sleep(for: limit)
                channel.abandon(channel.error(.timedOut))
            }
            defer { group.cancelAll() }
            try await channel.opened()
        }
    }
}
