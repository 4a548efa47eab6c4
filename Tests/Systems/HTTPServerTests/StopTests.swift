import Foundation
import HTTPSemantics
import HTTPServer
import Lifecycle
import Observability
import Synchronization
import Testing

@Suite struct StopTests {
    private func server(_ handler: Handler, _ drainTimeout: Duration = .seconds(10)) throws -> HandledServer {
        var configuration = HTTPServer.Configuration()
        configuration.port = 0
        configuration.threads = 2
        configuration.drainTimeout = drainTimeout
        return HandledServer(server: try HTTPServer(configuration), handler: handler)
    }

    @Test func answersWhatIsInHandAndTakesNothingNew() async throws {
        let gate = StopSignal()
        let recorder = Recorder(gate: gate)
        let server = try server(Handler { _ in .consume(recorder) })
        let stop = StopSignal()
        async let running: Void = server.run(until: stop)
        let client = try Client(port: server.boundPort)
        try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello")
        try await eventually("the body begins") { recorder.record.bytes == 5 }
        stop.trigger()
        let port = server.boundPort
        try await eventually("nobody listens") { (try? Client(port: port)) == nil }
        try client.send("world")
        try await eventually("the work begins") { recorder.record.finished == 1 }
        gate.trigger()
        try await blocking {
            let reply = try client.reply()
            #expect(reply.text == "10")
            #expect(reply.field("Connection") == "close")
        }
        try await running
    }

    @Test func givesUpWhenTheTimeIsOver() async throws {
        let recorder = Recorder()
        let wasCancelled = Atomic(false)
        let isWorking = StopSignal()
        let handler = Handler { request in
            if request.method == .post { return .consume(recorder) }
            return .respond {
                isWorking.trigger()
                try? await Task.sleep(for: .seconds(60))
                wasCancelled.store(Task.isCancelled, ordering: .relaxed)
                return .text("late")
            }
        }
        let server = try server(handler, .milliseconds(100))
        let stop = StopSignal()
        async let running: Void = server.run(until: stop)
        let working = try Client(port: server.boundPort)
        try working.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        let sending = try Client(port: server.boundPort)
        try sending.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello")
        await isWorking.wait()
        try await eventually("the body begins") { recorder.record.bytes == 5 }
        stop.trigger()
        try await running
        let sawCancellation = wasCancelled.load(ordering: .relaxed)
        #expect(sawCancellation)
        #expect(recorder.record.abandoned == 1)
        #expect(recorder.record.finished == 0)
        try await blocking {
            // The answer is a courtesy: the daemon may stop before it is out.
            let answer = try working.readToEnd()
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 503 "))
        }
    }

    @Test func endsWhenItsTaskIsCancelled() async throws {
        let isWorking = StopSignal()
        let handler = Handler { _ in
            .respond {
                isWorking.trigger()
                try? await Task.sleep(for: .seconds(60))
                return .text("late")
            }
        }
        let server = try server(handler)
        let task = Task { try await server.run(until: StopSignal()) }
        let client = try Client(port: server.boundPort)
        try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await isWorking.wait()
        task.cancel()
        try await task.value
    }

    @Test func stopsAtOnceWhenIdleConnectionsAreAllThereIs() async throws {
        let server = try server(Handler { _ in .answer(.text("")) })
        let stop = StopSignal()
        async let running: Void = server.run(until: stop)
        let client = try Client(port: server.boundPort)
        let port = server.boundPort
        _ = try await blocking { try client.get("/") }
        stop.trigger()
        try await running
        #expect(try await blocking { try client.readToEnd() } == "")
        #expect(throws: Client.Failure.self) { try Client(port: port) }
    }

    @Test func stopsUnderLoadTimeAndAgain() async throws {
        for _ in 0..<30 {
            let server = try server(Handler { _ in .respond { .text("ok") } })
            let stop = StopSignal()
            let port = server.boundPort
            async let running: Void = server.run(until: stop)
            async let load: Void = blocking {
                // Until the server has gone.
                while let client = try? Client(port: port), (try? client.get("/")) != nil { continue }
            }
            try await Task.sleep(for: .milliseconds(3))
            stop.trigger()
            try await running
            try await load
        }
    }

    /// The library answers what it cannot read by itself, and logs it first: the stop comes right between the two.
    @Test func survivesARequestThatCannotBeReadAtTheStop() async throws {
        let stop = StopSignal()
        let isOnItsWay = StopSignal()
        let logger = Logger(level: .debug, format: .json) { line in
            guard String(decoding: line, as: UTF8.self).contains("HTTP response code is 414") else { return }
            stop.trigger()
            // Long enough for the stop to begin; it cannot end before we return.
            usleep(300_000)
            isOnItsWay.trigger()
        }
        var configuration = HTTPServer.Configuration()
        configuration.port = 0
        let server = try HTTPServer(configuration, logger: logger)
        async let running: Void = server.run(Handler { _ in .answer(.text("")) }, until: stop)
        let client = try Client(port: server.boundPort)
        // Without an end to its first line it is not yet a request that is waited for.
        try client.send("GET /" + String(repeating: "a", count: configuration.connectionMemoryBytes))
        await isOnItsWay.wait()
        try await running
    }

    @Test func runsOnlyOnce() async throws {
        let server = try server(Handler { _ in .answer(.text("")) })
        let stop = StopSignal()
        stop.trigger()
        try await server.run(until: stop)
        await #expect { try await server.run(until: stop) } throws: { ($0 as? HTTPServerError)?.code == .alreadyRun }
    }
}

/// A server together with what it answers by.
private struct HandledServer: Sendable {
    let server: HTTPServer
    let handler: Handler

    var boundPort: UInt16 { server.boundPort }

    func run(until stop: StopSignal) async throws { try await server.run(handler, until: stop) }
}
