import HTTPSemantics
import HTTPServer
import Lifecycle
import Testing

/// Requests of which it has to be found out first what to do with them.
@Suite struct DecisionTests {
    private static let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n"

    @Test func readsNothingOfABodyBeforeItIsDecided() async throws {
        let gate = StopSignal()
        let isAsked = StopSignal()
        let recorder = Recorder()
        try await withServer(
            Handler { _ in
                .decide { () async -> @Sendable () -> RequestHandling in
                    isAsked.trigger()
                    await gate.wait()
                    return { .consume(recorder) }
                }
            }
        ) { port in
            let client = try Client(port: port)
            try client.send(Self.head + "hello")
            await isAsked.wait()
            #expect(recorder.record.pieces == 0)
            gate.trigger()
            try await eventually("the body begins") { recorder.record.bytes == 5 }
            try client.send("world")
            let reply = try await blocking { try client.reply() }
            #expect(reply.text == "10")
        }
    }

    @Test func saysContinueOnlyWhenTheBodyIsWanted() async throws {
        let head = "POST /%@ HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
        let handler = Self.deciding { path in path == "/yes" ? .consume(Recorder()) : .answer(.text("no", status: 403)) }
        try await withServer(handler) { port in
            let refused = try Client(port: port)
            try refused.send(head.replacing("%@", with: "no"))
            let taken = try Client(port: port)
            try taken.send(head.replacing("%@", with: "yes"))
            let (first, second, third) = try await blocking {
                let replies = (try refused.reply(), try taken.reply())
                try taken.send("hello")
                return (replies.0, replies.1, try taken.reply())
            }
            #expect(first.status == 403 && first.field("Connection") == "close")
            #expect(second.status == 100)
            #expect(third.text == "5")
        }
    }

    @Test func answersRequestsWithoutABodyAndKeepsTheirConnection() async throws {
        let handler = Self.deciding { path in path == "/a" ? .answer(.text("a")) : .respond { .text("b") } }
        try await withServer(handler) { port in
            let client = try Client(port: port)
            let texts = try await blocking {
                try (0..<3).flatMap { _ in [try client.get("/a").text, try client.get("/b").text] }
            }
            #expect(texts == ["a", "b", "a", "b", "a", "b"])
        }
    }

    private static func deciding(_ decide: @escaping @Sendable (String) -> RequestHandling) -> Handler {
        Handler { request in
            let path = request.path
            return .decide { () async -> @Sendable () -> RequestHandling in { decide(path) } }
        }
    }

    @Test func abandonsNothingTwiceWhenTheClientLeavesMeanwhile() async throws {
        let gate = StopSignal()
        let isAsked = StopSignal()
        let recorder = Recorder()
        try await withServer(
            Handler { _ in
                .decide { () async -> @Sendable () -> RequestHandling in
                    isAsked.trigger()
                    await gate.wait()
                    return { .consume(recorder) }
                }
            }
        ) { port in
            let client = try Client(port: port)
            try client.send(Self.head + "hello")
            await isAsked.wait()
            client.reset()
            gate.trigger()
            let other = try Client(port: port)
            try other.send(Self.head + "helloworld")
            let reply = try await blocking { try other.reply() }
            #expect(reply.status == 200)
        }
        #expect(recorder.record.abandoned <= 1 && recorder.record.finished == 1)
    }

    @Test func stopsWhileItIsNotDecided() async throws {
        let isAsked = StopSignal()
        var configuration = HTTPServer.Configuration()
        configuration.port = 0
        configuration.drainTimeout = .milliseconds(50)
        let server = try HTTPServer(configuration)
        let handler = Handler { _ in
            .decide { () async -> @Sendable () -> RequestHandling in
                isAsked.trigger()
                try? await Task.sleep(for: .seconds(60))
                return { .answer(.text("late")) }
            }
        }
        let stop = StopSignal()
        async let running: Void = server.run(handler, until: stop)
        let client = try Client(port: server.boundPort)
        try client.send(Self.head)
        await isAsked.wait()
        stop.trigger()
        try await running
        let answer = try await blocking { try client.readToEnd() }
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 503 "))
    }
}
