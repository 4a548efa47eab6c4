import Foundation
import HTTPClient
import HTTPSemantics
import PythonServer
import Testing

struct StreamTests {
    let client = HTTPClient()

    func stats(_ server: PythonServer) async throws -> HTTPClientTests.Stats {
        let answer = try await client.send(.init(url: server.url("/stats")))
        return try JSONDecoder().decode(HTTPClientTests.Stats.self, from: Data(answer.body))
    }

    /// Waits until the server has noticed that a connection it wrote to or read from is gone.
    func sawABrokenConnection(_ server: PythonServer) async throws -> Bool {
        try await client.send(.init(url: server.url("/broken"))).body == Array("yes".utf8)
    }

    @Test func handsOverAllOfALargeBodyInPieces() async throws {
        let server = try await testServer()
        let size = 64 << 20
        let (total, largest) = try await client.stream(.init(url: server.url("/huge?\(size)"), maximumResponseBytes: size)) {
            head, body in
            #expect(head.status == 200 && head.fields["Content-Length"] == "\(size)")
            var (total, largest) = (0, 0)
            for try await piece in body {
                total += piece.count
                largest = max(largest, piece.count)
            }
            return (total, largest)
        }
        #expect(total == size)
        #expect(largest <= HTTPClient.Configuration().maximumUnreadBytes)
    }

    /// What is sent beyond the unread limit sits in the sockets' buffers, which hold a few megabytes.
    @Test func pausesTheServerWhileNobodyReadsAndThenGetsEverything() async throws {
        let server = try await testServer()
        let size = 200 << 20
        var configuration = HTTPClient.Configuration()
        configuration.stallTimeout = .seconds(1)
        let patient = HTTPClient(configuration)
        let request = HTTPClient.Request(url: server.url("/huge?\(size)"), maximumResponseBytes: size)
        let total = try await patient.stream(request) { _, body in
            var pieces = body.makeAsyncIterator()
            var total = try await pieces.next()?.count ?? 0
            var (before, now) = (-1, 0)
            for _ in 0..<100 where before != now || now == 0 {
                try await Task.sleep(for: .milliseconds(500))  // the slowness that is tested: longer in all than the stall timeout
                (before, now) = (now, try await stats(server).sent)
            }
            #expect(now < 32 << 20)
            while let piece = try await pieces.next() { total += piece.count }
            return total
        }
        #expect(total == size)
    }

    @Test func endsTheTransferWithTheReader() async throws {
        let server = try await testServer()
        let first = try await client.stream(.init(url: server.url("/endless"), maximumResponseBytes: .max)) { _, body in
            var pieces = body.makeAsyncIterator()
            return try await pieces.next()?.first
        }
        #expect(first == UInt8(ascii: "y"))
        #expect(try await sawABrokenConnection(server))
    }

    @Test func passesOnWhatTheReaderThrows() async throws {
        struct Stop: Error {}
        let server = try await testServer()
        await #expect(throws: Stop.self) {
            try await client.stream(.init(url: server.url("/endless"))) { _, _ in throw Stop() }
        }
        #expect(try await sawABrokenConnection(server))
    }

    @Test func abortsTheTransferWhenTheTaskIsCancelled() async throws {
        let server = try await testServer()
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let task = Task {
            try await client.stream(.init(url: server.url("/stall"))) { _, body in
                for try await _ in body { beginning.yield() }
            }
        }
        for await _ in begun { break }
        task.cancel()
        let error = await #expect(throws: HTTPClientError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(try await sawABrokenConnection(server))
    }

    @Test func doesNotStartForATaskThatIsCancelledAlready() async throws {
        let server = try await testServer()
        let error = await #expect(throws: HTTPClientError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { _ = try await client.send(.init(url: server.url("/echo"))) }
                try await group.waitForAll()
            }
        }
        #expect(error?.code == .cancelled)
        #expect(try await stats(server).connections == 1, "only the one that asks for the figures")
    }

    @Test func failsTheReaderWhenTheConnectionBreaksInTheMiddle() async throws {
        let server = try await testServer()
        let error = await #expect(throws: HTTPClientError.self) {
            try await client.stream(.init(url: server.url("/cut"))) { head, body in
                #expect(head.status == 200)
                for try await _ in body {}
            }
        }
        #expect(error?.code == .connectionBroken)
    }
}
