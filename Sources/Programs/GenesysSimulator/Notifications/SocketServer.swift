internal import HTTPSemantics
internal import WebSocket

/// The sockets on which events are sent: one for each notification channel, and the tutorials' own.
struct SocketServer: Sendable {
    private static let tutorialPath = "/api/v2/conversations/events"

    let server: WebSocketServer

    /// Binds; requests are looked at once it runs.
    /// - Throws: `WebSocketError` when the port cannot be had.
    init(port: UInt16, handler: SimulatorHandler, sockets: OpenSockets) async throws {
        var configuration = WebSocketServer.Configuration()
        configuration.port = port
        configuration.limits.maximumMessageBytes = 4 << 20
        configuration.limits.maximumUnsentBytes = 16 << 20
        server = try await WebSocketServer(
            configuration, admit: { Self.admit($0, handler) },
            handle: { await Self.serve($0, $1, handler, sockets) })
    }

    /// A channel's address is the secret itself; the tutorials' has none, and wants a token.
    private static func admit(_ request: WebSocketRequest, _ handler: SimulatorHandler) -> WebSocketAdmission {
        if request.path == tutorialPath {
            let call = Call(.get, request.path, fields: request.fields)
            return handler.admits(call) ? .accept : .refuse(status: 401)
        }
        return channelID(request).map(handler.hasChannel) == true ? .accept : .refuse(status: 404)
    }

    private static func serve(
        _ connection: WebSocketConnection, _ request: WebSocketRequest, _ handler: SimulatorHandler, _ sockets: OpenSockets
    ) async {
        let (socket, frames) = sockets.open()
        defer {
            handler.disconnect(socket)
            sockets.close(socket)
        }
        guard handler.connect(socket, channel: channelID(request)) else { return connection.drop() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await write(frames, to: connection) }
            group.addTask { await read(connection) { handler.receive($0, on: socket) } }
            await group.next()
            group.cancelAll()
        }
    }

    /// Ends with the frames, and with the connection.
    private static func write(_ frames: AsyncStream<OpenSockets.Frame>, to connection: WebSocketConnection) async {
        do {
            for await frame in frames {
                switch frame {
                case .text(let text): try await connection.send(text)
                case .close(let code):
                    let code = WebSocketCloseCode(rawValue: UInt16(clamping: code))
                    guard code.isSendable else { return connection.drop() }
                    try await connection.close(code)
                }
            }
        } catch {
            // Whoever listened has gone: there is nobody to tell.
            connection.drop()
        }
    }

    private static func read(_ connection: WebSocketConnection, _ receive: (String) -> Void) async {
        do {
            for try await message in connection {
                if case .text(let text) = message { receive(text) }
            }
        } catch {
            // Broken off is gone as well.
            connection.drop()
        }
    }

    private static func channelID(_ request: WebSocketRequest) -> String? {
        let prefix = "/channels/"
        return request.path.hasPrefix(prefix) ? String(request.path.dropFirst(prefix.count)) : nil
    }
}
