import HTTPSemantics
import Lifecycle
import Synchronization
import Testing
import WebSocket

/// Our client and our server.
struct ConversationTests {
    let client = WebSocketClient()

    @Test func echoesTextAndBytesOfManySizes() async throws {
        try await withServer { server in
            let connection = try await client.connect(to: server.url())
            for size in [0, 1, 125, 126, 65_535, 65_536, 1 << 20] {
                let text = String(repeating: "a", count: size)
                try await connection.send(text)
                #expect(try await connection.receive() == .text(text))
                try await connection.send(.binary(Array(text.utf8)))
                #expect(try await connection.receive() == .binary(Array(text.utf8)))
            }
            try await connection.close()
        }
    }

    @Test func showsTheRequestToTheServer() async throws {
        let seen = Mutex<WebSocketRequest?>(nil)
        var configuration = WebSocketServer.Configuration()
        configuration.fieldNames = ["X-Own"]
        try await withServer(
            configuration,
            admit: { request in
                seen.withLock { $0 = request }
                return .accept
            }
        ) { server in
            let connection = try await client.connect(
                to: server.url("/channels/a-b?one=1&two=2"), fields: ["Authorization": "Bearer t", "X-Own": "yes"])
            try await connection.close()
            let request = try #require(seen.withLock { $0 })
            #expect(request.path == "/channels/a-b")
            #expect(request.query == "one=1&two=2")
            #expect(request.fields["authorization"] == "Bearer t")
            #expect(request.fields["x-own"] == "yes")
            #expect(request.fields["host"] == "127.0.0.1:\(server.boundPort)")
        }
    }

    @Test(arguments: [401, 404, 429, 503])
    func refusesWithAStatus(status: Int) async throws {
        try await withServer(admit: { _ in .refuse(status: status) }) { server in
            let code = await failure { _ = try await client.connect(to: server.url()) }
            #expect(code == .refused(status: status))
        }
    }

    @Test func seesTheServersCodeAndReason() async throws {
        try await withServer(handle: { connection, _ in _ = try? await connection.close(1001, reason: "maintenance") }) { server in
            let connection = try await client.connect(to: server.url())
            #expect(try await connection.receive() == nil)
            #expect(connection.closure?.code == .goingAway)
            #expect(connection.closure?.reason == "maintenance")
            #expect(connection.closure?.isByPeer == true)
        }
    }

    @Test func tellsTheServerCodeAndReason() async throws {
        let (closures, closing) = AsyncStream.makeStream(of: WebSocketClosure?.self)
        try await withServer(handle: { connection, _ in
            await echo(connection)
            closing.yield(connection.closure)
        }) { server in
            let connection = try await client.connect(to: server.url())
            let closure = try await connection.close(4000, reason: "done")
            #expect(closure.code == 4000 && !closure.isByPeer)
            let seen = await closures.first { _ in true }
            #expect(seen??.code == 4000 && seen??.reason == "done" && seen??.isByPeer == true)
        }
    }

    @Test func deliversWhatCameBeforeTheEnd() async throws {
        try await withServer(handle: { connection, _ in
            _ = try? await connection.send("one")
            _ = try? await connection.send("two")
            _ = try? await connection.close()
        }) { server in
            let connection = try await client.connect(to: server.url())
            var texts: [WebSocketMessage] = []
            for try await message in connection { texts.append(message) }
            #expect(texts == [.text("one"), .text("two")])
        }
    }

    @Test func reportsADroppedConnectionAsLost() async throws {
        try await withServer(handle: { connection, _ in
            _ = try? await connection.receive()
            connection.drop()
        }) { server in
            let connection = try await client.connect(to: server.url())
            try await connection.send("now")
            #expect(await failure { _ = try await connection.receive() } == .lost)
            #expect(connection.closure == nil)
            #expect(await failure { try await connection.send("late") } == .closed)
        }
    }

    @Test func closesWith1001WhenTheServerStops() async throws {
        let server = try await WebSocketServer { connection, _ in await echo(connection) }
        let stop = StopSignal()
        async let running: Void = server.run(until: stop)
        let connection = try await client.connect(to: server.url())
        stop.trigger()
        #expect(try await connection.receive() == nil)
        #expect(connection.closure?.code == .goingAway)
        try await running
        #expect(await failure { _ = try await client.connect(to: server.url()) } == .unreachable)
    }

    @Test func closesWhenTheReaderIsCancelled() async throws {
        let (closures, closing) = AsyncStream.makeStream(of: WebSocketClosure?.self)
        try await withServer(handle: { connection, _ in
            await echo(connection)
            closing.yield(connection.closure)
        }) { server in
            let connection = try await client.connect(to: server.url())
            let reader = Task { try await connection.receive() }
            reader.cancel()
            await #expect(throws: CancellationError.self) { try await reader.value }
            #expect(await closures.first { _ in true }??.code == .goingAway)
        }
    }

    @Test func refusesMoreConnectionsThanAllowed() async throws {
        var configuration = WebSocketServer.Configuration()
        configuration.maximumConnections = 1
        try await withServer(configuration) { server in
            let first = try await client.connect(to: server.url())
            #expect(await failure { _ = try await client.connect(to: server.url()) } == .refused(status: 503))
            try await first.close()
        }
    }

    @Test func saysThatAPortIsTaken() async throws {
        try await withServer { server in
            var configuration = WebSocketServer.Configuration()
            configuration.port = server.boundPort
            let code = await failure { _ = try await WebSocketServer(configuration) { _, _ in } }
            #expect(code == .cannotListen)
        }
    }
}
