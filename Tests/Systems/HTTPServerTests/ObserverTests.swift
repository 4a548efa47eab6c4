import FileIO
import Foundation
import HTTPSemantics
import HTTPServer
import Synchronization
import Testing

/// Keeps what it is told.
private final class Witness: ExchangeObserver {
    private let told = Mutex<[ExchangeEnd]>([])

    var ends: [ExchangeEnd] { told.withLock { $0 } }

    func ended(_ end: ExchangeEnd) { told.withLock { $0.append(end) } }
}

/// Observes every request, and keeps what the server refused itself.
private final class Watched: RequestHandler {
    let witness = Witness()
    private let decide: @Sendable (Request) -> RequestHandling
    private let kept = Mutex<[RefusedRequest]>([])

    init(_ decide: @escaping @Sendable (Request) -> RequestHandling) { self.decide = decide }

    var refusals: [RefusedRequest] { kept.withLock { $0 } }

    func handle(_ request: Request) -> RequestHandling { .observed(decide(request), by: witness) }

    func refused(_ request: RefusedRequest) { kept.withLock { $0.append(request) } }
}

@Suite struct ObserverTests {
    @Test func tellsOfEachAnswerOnce() async throws {
        let handler = Watched { request in
            request.path == "/now" ? .answer(.text("four")) : .respond { .text("seven77", status: 404) }
        }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                #expect(try client.get("/now").status == 200)
            }
            try await blocking {
                let client = try Client(port: port)
                #expect(try client.get("/later").status == 404)
                try client.send("HEAD /later HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                _ = try client.readToEnd()
            }
        }
        #expect(handler.witness.ends.map(\.status) == [200, 404, 404])
        #expect(handler.witness.ends.map(\.bodyBytes) == [4, 7, 0])
        #expect(handler.witness.ends.allSatisfy { $0.isComplete && $0.duration > .zero })
        #expect(handler.refusals.isEmpty)
    }

    @Test func tellsOfTheServersOwnAnswerToABodyThatIsTooLarge() async throws {
        let handler = Watched { _ in .collect(limit: 3) { _ in .text("taken") } }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd")
                #expect(try client.reply().status == 413)
            }
        }
        #expect(handler.witness.ends.map(\.status) == [413])
    }

    @Test func tellsOfAClientThatLeft() async throws {
        let recorder = Recorder()
        let handler = Watched { _ in .consume(recorder) }
        try await withServer(handler) { port in
            try await blocking {
                try Client(port: port).send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab")
            }
            try await eventually("The end was told.") { handler.witness.ends.count == 1 }
        }
        let end = try #require(handler.witness.ends.first)
        #expect(end.status == nil && !end.isComplete && end.bodyBytes == 0)
        #expect(recorder.record.abandoned == 1)
    }

    /// By our own check, by the library's in its place, and by the clock.
    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400), ("GET /", 408),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: ", 408), ("G", 408),
    ])
    func tellsOfAHeadThatIsRefused(head: String, status: Int) async throws {
        let handler = Watched { _ in .answer(.text("handled")) }
        let id = try await withServer(handler, { $0.headTimeout = .seconds(1) }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(head)
                let reply = try client.reply()
                #expect(reply.status == status)
                _ = try client.readToEnd()
                return reply.field("X-Request-Id")
            }
        }
        #expect(handler.refusals.map(\.id) == [id])
        #expect(handler.refusals.map(\.status) == [status])
        #expect(handler.witness.ends.isEmpty)
    }

    @Test func tellsOfABodyThatDripsInAsItsRequestsEnd() async throws {
        let handler = Watched { _ in .consume(Recorder()) }
        func impatient(_ configuration: inout HTTPServer.Configuration) {
            configuration.rateWindow = .milliseconds(500)
            configuration.minimumBytesPerSecond = 10_000
        }
        try await withServer(handler, impatient) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
                #expect(try client.reply().status == 408)
            }
            try await eventually("The end was told.") { handler.witness.ends.count == 1 }
        }
        #expect(handler.witness.ends.map(\.status) == [408])
        #expect(handler.refusals.isEmpty)
    }
}
