import PythonServer
import Testing
import WebSocket

/// Our client and a server that is not ours.
struct ForeignServerTests {
    func client(_ change: (inout WebSocketClient.Configuration) -> Void = { _ in }) -> WebSocketClient {
        var configuration = WebSocketClient.Configuration()
        change(&configuration)
        return WebSocketClient(configuration)
    }

    @Test func echoes() async throws {
        let server = try await foreignServer()
        let connection = try await client().connect(to: server.url("/echo", scheme: "ws"))
        for message in [
            WebSocketMessage.text("grüße"), .binary([0, 255]), .text(""), .text(String(repeating: "ä", count: 300_000)),
        ] {
            try await connection.send(message)
            #expect(try await connection.receive() == message)
        }
        #expect(try await connection.close().code == .normal)
    }

    @Test func putsFragmentsTogether() async throws {
        let server = try await foreignServer()
        let connection = try await client().connect(to: server.url("/fragments", scheme: "ws"))
        #expect(try await connection.receive() == .text("one two"))
        #expect(try await connection.receive() == .binary([0, 255]))
        #expect(try await connection.receive() == nil)
    }

    @Test func answersPings() async throws {
        let server = try await foreignServer()
        let connection = try await client().connect(to: server.url("/pings", scheme: "ws"))
        #expect(try await connection.receive() == .text("pong came"))
    }

    @Test(arguments: [1000, 1001, 1011, 3000, 4999] as [UInt16])
    func seesTheCode(code: UInt16) async throws {
        let server = try await foreignServer()
        let connection = try await client().connect(to: server.url("/code", scheme: "ws"))
        try await connection.send("\(code)")
        #expect(try await connection.receive() == nil)
        #expect(connection.closure?.code.rawValue == code && connection.closure?.reason == "why not")
    }

    @Test func readsAFloodInOrderWithASmallBuffer() async throws {
        let server = try await foreignServer()
        let connection = try await client { $0.limits.maximumUnreadBytes = 4096 }.connect(to: server.url("/flood", scheme: "ws"))
        var expected = 0
        for try await case .text(let text) in connection {
            #expect(text.hasPrefix("\(expected) "))
            expected += 1
        }
        #expect(expected == 20_000)
    }

    @Test func refusesAMessageOverTheLimitAndTakesOneAtIt() async throws {
        let server = try await foreignServer()
        let client = client { $0.limits.maximumMessageBytes = 100_000 }
        let first = try await client.connect(to: server.url("/big", scheme: "ws"))
        try await first.send("100000")
        #expect(try await first.receive()?.byteCount == 100_000)
        let second = try await client.connect(to: server.url("/big", scheme: "ws"))
        try await second.send("100001")
        #expect(await failure { _ = try await second.receive() } == .messageTooLarge)
        #expect(await failure { try await first.send(.binary(Array(repeating: 0, count: 100_001))) } == .unsendable)
    }

    @Test func trustsTheGivenAuthorityAndNoOther() async throws {
        let server = try await foreignServer(secure: true)
        let url = "wss://localhost:\(server.port)/echo"
        let authority = server.path(of: "certificate.pem")
        let connection = try await client { $0.certificateAuthorities = authority }.connect(to: url)
        try await connection.send("secret")
        #expect(try await connection.receive() == .text("secret"))
        #expect(await failure { _ = try await client().connect(to: url) } == .tls)
    }

    @Test func refusesATrustedCertificateOfAnotherName() async throws {
        let server = try await foreignServer(secure: true)
        let client = client { $0.certificateAuthorities = server.path(of: "certificate.pem") }
        #expect(await failure { _ = try await client.connect(to: "wss://127.0.0.1:\(server.port)/echo") } == .tls)
    }
}
