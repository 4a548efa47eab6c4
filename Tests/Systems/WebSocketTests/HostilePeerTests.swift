import HTTPSemantics
import PythonServer
import Testing
import WebSocket

/// Servers that break the protocol, go silent, or are none.
struct HostilePeerTests {
    func client(_ change: (inout WebSocketClient.Configuration) -> Void = { _ in }) -> WebSocketClient {
        var configuration = WebSocketClient.Configuration()
        change(&configuration)
        return WebSocketClient(configuration)
    }

    @Test(
        arguments: [
            ("/wrong-accept", .invalidAnswer), ("/nonsense", .unreachable), ("/extension", .invalidAnswer),
            ("/endless-head", .invalidAnswer), ("/redirect", .refused(status: 302)),
        ] as [(String, WebSocketError.Code)])
    func refusesAHandshake(path: String, code: WebSocketError.Code) async throws {
        let server = try await rawServer()
        // It ends with its last use, and the connection with it.
        defer { withExtendedLifetime(server) {} }
        #expect(await failure { _ = try await client().connect(to: server.url(path, scheme: "ws")) } == code)
    }

    @Test func givesUpOnAHandshakeThatIsNotAnswered() async throws {
        let server = try await rawServer()
        // It ends with its last use, and the connection with it.
        defer { withExtendedLifetime(server) {} }
        let client = client { $0.handshakeTimeout = .milliseconds(100) }
        #expect(await failure { _ = try await client.connect(to: server.url("/mute", scheme: "ws")) } == .timedOut)
    }

    @Test func stopsAHandshakeThatIsCancelled() async throws {
        let server = try await rawServer()
        // It ends with its last use, and the connection with it.
        defer { withExtendedLifetime(server) {} }
        let client = client()
        let connecting = Task { try await client.connect(to: server.url("/mute", scheme: "ws")) }
        connecting.cancel()
        await #expect(throws: CancellationError.self) { try await connecting.value }
    }

    @Test func saysThatNobodyListens() async throws {
        // Port 1 is nobody's: one that was free a moment ago may be taken again by the test beside.
        #expect(await failure { _ = try await client().connect(to: "ws://127.0.0.1:1/") } == .unreachable)
    }

    @Test func givesUpOnASilentPeer() async throws {
        let server = try await rawServer()
        // It ends with its last use, and the connection with it.
        defer { withExtendedLifetime(server) {} }
        let connection = try await client {
            $0.limits.pingInterval = .seconds(1)
            $0.limits.silenceLimit = .seconds(2)
        }.connect(to: server.url("/deaf", scheme: "ws"))
        #expect(await failure { _ = try await connection.receive() } == .silent)
    }

    @Test func closesWithinItsTimeWhenThePeerDoesNotAnswer() async throws {
        let server = try await rawServer()
        // It ends with its last use, and the connection with it.
        defer { withExtendedLifetime(server) {} }
        let connection = try await client { $0.limits.closeTimeout = .zero }.connect(to: server.url("/deaf", scheme: "ws"))
        #expect(try await connection.close().code == .normal)
    }

    @Test(
        arguments: [
            "8b00", "8300", "c10161", "800161", "0100" + "810161", "0900", "897e0080" + String(repeating: "00", count: 128),
            "8102c328", "8101e2", "0101e2" + "800128", "880103", "8803" + "03e8ff", "ff", "81ff",
            "827fffffffffffffffff",
        ])
    func endsOnFramesThatBreakTheProtocol(bytes: String) async throws {
        let server = try await rawServer()
        // It ends with its last use, and the connection with it.
        defer { withExtendedLifetime(server) {} }
        let connection = try await client().connect(to: server.url("/" + bytes + "8800", scheme: "ws"))
        let code = await failure { while try await connection.receive() != nil {} }
        #expect(code == .lost || code == .messageTooLarge || code == .notText)
    }

    /// Whoever ends a connection in the middle of a message makes libwebsockets write behind its buffer.
    @Test(arguments: ["81", "82"])
    func survivesALargeBadMessageAndWhatComesBehind(kind: String) async throws {
        let server = try await rawServer()
        // It ends with its last use, and the connection with it.
        defer { withExtendedLifetime(server) {} }
        let connection = try await client { $0.limits.maximumMessageBytes = 70_000 }.connect(
            to: server.url("/flood-\(kind)", scheme: "ws"))
        let code = await failure { while try await connection.receive() != nil {} }
        #expect(code == (kind == "81" ? .notText : .messageTooLarge))
    }

    @Test func boundsWhatWaitsToBeSent() async throws {
        let server = try await rawServer()
        // It ends with its last use, and the connection with it.
        defer { withExtendedLifetime(server) {} }
        let connection = try await client { $0.limits.maximumUnsentBytes = 100 }.connect(to: server.url("/deaf", scheme: "ws"))
        #expect(await failure { try await connection.send(String(repeating: "a", count: 100)) } == .overloaded)
    }

    @Test(
        arguments: [
            "http://127.0.0.1/", "ws:/x", "ws://", "ws://user:pw@127.0.0.1/", "ws://127.0.0.1:0/", "ws://127.0.0.1:99999/",
            "ws://a b/",
            "ws://127.0.0.1/#f", "ws://127.0.0.1/\r\nX: y", "wss://" + String(repeating: "a", count: 101) + "/",
            "ws://127.0.0.1/" + String(repeating: "a", count: 1900),
        ])
    func refusesAnAddress(url: String) async {
        #expect(await failure { _ = try await client().connect(to: url) } == .invalidURL)
    }

    @Test func refusesFieldsThatWouldSplitTheRequest() async {
        let code = await failure { _ = try await client().connect(to: "ws://127.0.0.1:1/", fields: ["X": "a\r\nY: b"]) }
        #expect(code == .invalidRequest)
    }

    @Test func showsNothingOfAnAddressInAnError() async {
        let error = await #expect(throws: WebSocketError.self) {
            try await client().connect(to: "ws://127.0.0.1:1/channels/secret?k=secret")
        }
        #expect(error.map { "\($0)" }?.contains("secret") == false)
    }
}
