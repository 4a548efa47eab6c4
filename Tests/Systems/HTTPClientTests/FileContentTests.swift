import FileIO
import Foundation
import HTTPClient
import HTTPSemantics
import PythonServer
import Testing

/// Content that is a file.
struct FileContentTests {
    private let client = HTTPClient()

    private func request(_ url: String, _ file: OpenFile, method: HTTPMethod = .put) -> HTTPClient.Request {
        var request = HTTPClient.Request(method: method, url: url)
        request.content = .file(file)
        return request
    }

    private func file(_ bytes: [UInt8]) throws -> (file: OpenFile, path: String) {
        let path = NSTemporaryDirectory() + "content-" + UUID().uuidString
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return (try OpenFile(path: path), path)
    }

    @Test(arguments: [HTTPMethod.put, .post], ["", "hello"])
    func isSentWithItsLength(method: HTTPMethod, text: String) async throws {
        let server = try await testServer()
        let (file, path) = try file(Array(text.utf8))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let answer = try await client.send(request(server.url("/echo"), file, method: method))
        let seen = try JSONDecoder().decode(HTTPClientTests.Echo.self, from: Data(answer.body))
        #expect(seen.method == method.rawValue && seen.body == text)
        #expect(seen.values(of: "content-length") == ["\(text.utf8.count)"])
        #expect(seen.values(of: "transfer-encoding").isEmpty && seen.values(of: "expect").isEmpty)
    }

    @Test func isSentAgainFromItsBeginningWhenAKeptConnectionTurnsOutToBeClosed() async throws {
        let server = try await testServer()
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000)
        let (file, path) = try file(bytes)
        defer { try? FileManager.default.removeItem(atPath: path) }
        for _ in 0..<3 {
            let answer = try await client.send(request(server.url("/once"), file))
            #expect(answer.status == 200 && answer.body == Array("3000000".utf8))
        }
    }

    @Test func waitsForAServerThatIsSlowToRead() async throws {
        let server = try await testServer()
        let (file, path) = try file([UInt8](repeating: 1, count: 64 << 20))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let answer = try await client.send(request(server.url("/slowly"), file))
        #expect(answer.body == Array("\(64 << 20)".utf8))
    }

    @Test func endsWithAnAnswerThatDoesNotWaitForAllOfIt() async throws {
        let server = try await testServer()
        let (file, path) = try file([UInt8](repeating: 1, count: 32 << 20))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = await #expect(throws: HTTPClientError.self) {
            let answer = try await client.send(request(server.url("/reset-early"), file))
            Issue.record("answered \(answer.status)")
        }
        #expect(error?.code == .connectionBroken)
    }

    @Test func failsWhenTheFileHasBecomeShorter() async throws {
        let server = try await testServer()
        let (file, path) = try file([UInt8](repeating: 1, count: 1 << 20))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try #require(unsafe truncate(path, 1000) == 0)
        let error = await #expect(throws: HTTPClientError.self) { try await client.send(request(server.url("/slowly"), file)) }
        #expect(error?.code == .bodyUnreadable)
        #expect(error?.isRetryable == false)
    }
}
