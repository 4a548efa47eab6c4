import Lifecycle
import WebSocket

/// A server of ours that runs as long as a test's body.
func withServer(
    _ configuration: WebSocketServer.Configuration = .init(),
    admit: @escaping @Sendable (WebSocketRequest) -> WebSocketAdmission = { _ in .accept },
    handle: @escaping @Sendable (WebSocketConnection, WebSocketRequest) async -> Void = { connection, _ in await echo(connection) },
    _ body: (WebSocketServer) async throws -> Void
) async throws {
    let server = try await WebSocketServer(configuration, admit: admit, handle: handle)
    let stop = StopSignal()
    try await withThrowingTaskGroup { group in
        group.addTask { try await server.run(until: stop) }
        defer { stop.trigger() }
        try await body(server)
    }
}

extension WebSocketServer {
    func url(_ path: String = "/") -> String { "ws://127.0.0.1:\(boundPort)\(path)" }
}

/// Sends every message back until the connection ends.
func echo(_ connection: WebSocketConnection) async {
    do {
        for try await message in connection { try await connection.send(message) }
    } catch {
        // The tests look at the other side.
    }
}

extension WebSocketConnection {
    /// The next message, when there is one.
    func receive() async throws -> WebSocketMessage? {
        var messages = makeAsyncIterator()
        return try await messages.next()
    }
}

/// The code of the error that the body throws, if it throws one.
func failure(of body: () async throws -> Void) async -> WebSocketError.Code? {
    do {
        try await body()
    } catch let error as WebSocketError {
        return error.code
    } catch {}
    return nil
}
