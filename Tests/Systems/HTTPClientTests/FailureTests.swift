import Foundation
import HTTPClient
import HTTPSemantics
import PythonServer
import Testing

struct FailureTests {
    let client = HTTPClient()

    /// The error that a request ends with.
    func failure(_ request: HTTPClient.Request, of client: HTTPClient? = nil) async throws -> HTTPClientError {
        try #require(await #expect(throws: HTTPClientError.self) { try await (client ?? self.client).send(request) })
    }

    @Test(
        arguments: [
            ("/reset", .connectionBroken), ("/cut", .connectionBroken), ("/bomb-lines", .headerTooLarge),
            ("/bomb-line", .headerTooLarge),
            ("/nonsense", .invalidResponse), ("/nameless", .invalidResponse),
        ] as [(String, HTTPClientError.Code)])
    func namesWhatIsWrongWithAnAnswer(path: String, code: HTTPClientError.Code) async throws {
        let server = try await testServer()
        #expect(try await failure(.init(url: server.url(path))).code == code)
    }

    @Test(arguments: ["/huge?1000001", "/endless"])
    func stopsReadingABodyOverTheLimit(path: String) async throws {
        let server = try await testServer()
        let error = try await failure(.init(url: server.url(path), maximumResponseBytes: 1_000_000))
        #expect(error.code == .responseTooLarge && !error.isRetryable)
    }

    @Test func takesABodyOfExactlyTheLimit() async throws {
        let server = try await testServer()
        let answer = try await client.send(.init(url: server.url("/huge?1000000"), maximumResponseBytes: 1_000_000))
        #expect(answer.body.count == 1_000_000)
    }

    @Test func givesUpAtTheTotalTimeout() async throws {
        let server = try await testServer()
        let error = try await failure(.init(url: server.url("/silent"), timeout: .milliseconds(200)))
        #expect(error.code == .timedOut && error.isRetryable)
    }

    @Test func givesUpOnAServerThatStallsInTheMiddle() async throws {
        let server = try await testServer()
        var configuration = HTTPClient.Configuration()
        configuration.stallTimeout = .seconds(1)
        let clock = ContinuousClock.now
        #expect(try await failure(.init(url: server.url("/stall")), of: HTTPClient(configuration)).code == .timedOut)
        #expect(clock.duration(to: .now) < .seconds(15))
    }

    @Test func saysThatNobodyListens() async throws {
        let deaf = try await PythonServer(
            "import socket, time; s = socket.socket(); s.bind(('127.0.0.1', 0))\nprint(s.getsockname()[1])\ntime.sleep(60)")
        let error = try await failure(.init(url: deaf.url("/")))
        #expect(error.code == .couldNotConnect && error.isRetryable)
    }

    @Test func saysThatANameDoesNotResolve() async throws {
        let error = try await failure(.init(url: "http://nowhere.invalid/"))
        #expect(error.code == .couldNotResolve && error.isRetryable)
    }

    @Test(
        arguments: [
            "", "files.example.com/a", "file:///etc/passwd", "ftp://example.com/", "http://", "http://user:password@127.0.0.1:1/",
            "http://127.0.0.1:99999/", "http://example.com/a b", "http://example.com/\r\nX: y", "http://example.com/\0",
            "http:example.com",
        ])
    func refusesAddressesThatAreNotPlainHTTP(url: String) async throws {
        #expect(try await failure(.init(url: url)).code == .invalidURL)
    }

    @Test(arguments: [("X-A", "1\r\nX-B: 2"), ("X-A", "1\0"), ("X A", "1"), ("X-A:", "1"), ("", "1"), ("X-A\n", "1")])
    func refusesFieldsThatWouldBecomeOtherFields(name: String, value: String) async throws {
        var fields = HTTPFields()
        fields.append(name, value)
        #expect(try await failure(.init(url: "http://127.0.0.1:1/", fields: fields)).code == .invalidRequest)
    }

    @Test func refusesAMethodThatWouldBecomeMoreThanAMethod() async throws {
        let method = HTTPMethod(rawValue: "GET / HTTP/1.1\r\nX:")
        #expect(try await failure(.init(method: method, url: "http://127.0.0.1:1/")).code == .invalidRequest)
    }

    @Test(arguments: [
        "http://user:secret@127.0.0.1:1/secret?secret", "http://127.0.0.1:1/secret?signature=secret#secret",
        "http://127.0.0.1:1?secret",
        "secret", "http://127.0.0.1:1\\secret", "http://secret@x@127.0.0.1:1/", "http://user:secret/secret@127.0.0.1:1/",
        "http://user:secret?@127.0.0.1:1/",
    ])
    func keepsPathQueryAndCredentialsOutOfErrors(url: String) async throws {
        let error = try await failure(.init(url: url))
        #expect(!"\(error)".contains("secret") && !String(reflecting: error).contains("secret"))
    }

    @Test func refusesMoreExchangesThanItsLimit() async throws {
        let server = try await testServer()
        var configuration = HTTPClient.Configuration()
        configuration.maximumExchanges = 1
        let narrow = HTTPClient(configuration)
        try await narrow.stream(.init(url: server.url("/huge?9000000"), maximumResponseBytes: 1 << 30)) { _, _ in
            let error = try await failure(.init(url: server.url("/echo")), of: narrow)
            #expect(error.code == .overloaded && error.isRetryable)
        }
    }

    @Test func failsWhatIsUnderWayAndAllLaterExchangesWhenShutDown() async throws {
        let server = try await testServer()
        let client = HTTPClient()
        try await client.stream(.init(url: server.url("/stall"))) { _, body in
            var pieces = body.makeAsyncIterator()
            let first = try await pieces.next()
            #expect(first == Array("begin".utf8))
            client.shutDown()
            let error = await #expect(throws: HTTPClientError.self) { try await pieces.next() }
            #expect(error?.code == .shutDown)
        }
        #expect(try await failure(.init(url: server.url("/echo")), of: client).code == .shutDown)
    }
}
