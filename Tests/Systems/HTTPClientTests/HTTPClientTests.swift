import Foundation
import HTTPClient
import HTTPSemantics
import PythonServer
import Testing

struct HTTPClientTests {
    struct Echo: Decodable {
        let method: String
        let path: String
        let body: String
        let fields: [[String]]

        func values(of name: String) -> [String] { fields.filter { $0.first == name }.compactMap(\.last) }
    }

    struct Stats: Decodable {
        let connections: Int
        let sent: Int
        let broken: Bool
    }

    let client = HTTPClient()

    func echo(_ request: HTTPClient.Request) async throws -> Echo {
        try await JSONDecoder().decode(Echo.self, from: Data(client.send(request).body))
    }

    func stats(_ server: PythonServer) async throws -> Stats {
        try await JSONDecoder().decode(Stats.self, from: Data(client.send(.init(url: server.url("/stats"))).body))
    }

    @Test(arguments: [HTTPMethod.get, .post, .put, .patch, .delete])
    func sendsMethodPathFieldsAndBodyAsGiven(method: HTTPMethod) async throws {
        let server = try await testServer()
        let body = method == .get ? "" : "{\"a\":1}"
        let url = server.url("/echo?a=%2F&b=../x")
        let seen = try await echo(.init(method: method, url: url, fields: ["X-One": "1", "X-Empty": ""], body: Array(body.utf8)))
        #expect(seen.method == method.rawValue)
        #expect(seen.path == "/echo?a=%2F&b=../x")
        #expect(seen.body == body)
        #expect(seen.values(of: "x-one") == ["1"])
        #expect(seen.values(of: "x-empty") == [""])
        #expect(seen.values(of: "user-agent") == ["lazaret"])
        #expect(seen.values(of: "content-type").isEmpty && seen.values(of: "expect").isEmpty)
    }

    @Test func saysThatAnEmptyBodyIsEmpty() async throws {
        let server = try await testServer()
        let seen = try await echo(.init(method: .post, url: server.url("/echo")))
        #expect(seen.values(of: "content-length") == ["0"])
    }

    @Test func readsTheHeadOfAHeadRequestWithoutABody() async throws {
        let server = try await testServer()
        let answer = try await client.send(.init(method: .head, url: server.url("/echo")))
        #expect(answer.status == 200 && answer.body.isEmpty && answer.fields["Content-Type"] == "application/json")
    }

    @Test func leavesRedirectsToTheCaller() async throws {
        let server = try await testServer()
        let answer = try await client.send(.init(url: server.url("/status?302")))
        #expect(answer.status == 302 && answer.fields["location"] == "/echo" && answer.body == Array("moved".utf8))
    }

    @Test(arguments: [400, 404, 429, 500, 503])
    func givesFailureStatusesAsAnswers(status: Int) async throws {
        let server = try await testServer()
        #expect(try await client.send(.init(url: server.url("/status?\(status)"))).status == status)
    }

    @Test func readsChunkedBodiesAndPassesOverTrailers() async throws {
        let server = try await testServer()
        let answer = try await client.send(.init(url: server.url("/chunked")))
        #expect(answer.body == Array("one two three".utf8))
        #expect(answer.fields["X-Sum"] == nil)
    }

    @Test func passesOverInterimAnswersAndKeepsRepeatedFields() async throws {
        let server = try await testServer()
        let answer = try await client.send(.init(url: server.url("/interim")))
        #expect(answer.status == 200 && answer.fields["X-Early"] == nil)
        #expect(answer.fields.values(of: "X-Final") == ["1", "2"])
        #expect(answer.fields["X-Empty"] == "")
    }

    @Test func usesOneConnectionForOneRequestAfterAnother() async throws {
        let server = try await testServer()
        for _ in 0..<20 { _ = try await client.send(.init(url: server.url("/echo"))) }
        #expect(try await stats(server).connections == 1)
    }

    @Test func sendsManyRequestsAtOnce() async throws {
        let server = try await testServer()
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<100 {
                group.addTask { try await echo(.init(method: .post, url: server.url("/echo"), body: Array("\(number)".utf8))).body }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(answers.count == 100)
        #expect(try await stats(server).connections <= HTTPClient.Configuration().maximumConnectionsPerHost)
    }

    @Test func connectsToThePinnedAddress() async throws {
        let server = try await testServer()
        let url = "http://files.example.invalid:\(server.port)/echo"
        let seen = try await echo(.init(url: url, pinnedAddress: "127.0.0.1"))
        #expect(seen.values(of: "host") == ["files.example.invalid:\(server.port)"])
    }

    @Test func goesThroughAProxyOnlyWhenConfigured() async throws {
        let server = try await testServer()
        var configuration = HTTPClient.Configuration()
        configuration.proxy = HTTPClient.Proxy(url: server.url(""))
        let proxied = HTTPClient(configuration)
        let answer = try await proxied.send(.init(url: "http://files.example.invalid/echo"))
        #expect(answer.status == 404, "the proxy was asked for the absolute address")
        await #expect(throws: HTTPClientError.self) { try await client.send(.init(url: "http://files.example.invalid/echo")) }
    }
}
