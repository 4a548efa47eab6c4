import FileIO
import Foundation
import HTTPSemantics
import HTTPServer
import Lifecycle
import Testing

/// Clients that hold connections without getting on.
@Suite struct SlowClientTests {
    private func impatient(_ configuration: inout HTTPServer.Configuration) {
        // Long enough for a client on a busy machine to begin, short enough for a test.
        configuration.headTimeout = .seconds(2)
        configuration.idleTimeout = .seconds(1)
        configuration.rateWindow = .milliseconds(500)
        configuration.minimumBytesPerSecond = 10_000
    }

    /// Sends a byte now and then until nobody takes it any more.
    private func drip(_ client: Client, _ start: String) throws {
        try client.send(start)
        while (try? client.send("x")) != nil { usleep(10_000) }
    }

    @Test(arguments: ["GET /", "GET / HTTP/1.1\r\nHost: a\r\nX-A: ", "G"])
    func answers408ToAHeadThatDripsIn(start: String) async throws {
        let handler = Handler { _ in .answer(.text("handled")) }
        try await withServer(handler, impatient) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(start)
                let reply = try client.reply()
                #expect(reply.status == 408)
                #expect(reply.field("Content-Type") == "application/problem+json")
                #expect(reply.field("X-Request-Id")?.count == 32)
                #expect(reply.field("Date") != nil && reply.field("Connection") == "close")
                #expect(reply.text.contains("\"error\":\"The request's head did not arrive in time; send it in one piece.\""))
                #expect(try client.readToEnd() == "")
                try drip(Client(port: port), start)
            }
        }
        #expect(handler.paths.isEmpty)
    }

    @Test func closesAConnectionThatNeverAsksWithoutAWord() async throws {
        try await withServer(Handler { .answer(.text($0.path)) }, impatient) { port in
            try await blocking {
                #expect(try Client(port: port).readToEnd() == "")
                let kept = try Client(port: port)
                #expect(try kept.get("/").status == 200)
                #expect(try kept.readToEnd() == "")
            }
        }
    }

    @Test func answers408UnderItsOwnNameToABodyThatDripsIn() async throws {
        let recorder = Recorder()
        try await withServer(Handler { _ in .consume(recorder) }, impatient) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\nContent-Length: 1000000\r\n\r\n")
                let reply = try client.reply()
                #expect(reply.status == 408)
                #expect(reply.field("X-Request-Id") == "mine")
                try drip(Client(port: port), "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\n")
            }
            try await eventually("both are abandoned") { recorder.record.abandoned == 2 }
        }
        #expect(recorder.record.finished == 0)
    }

    @Test func cutsWhoDoesNotFetchTheAnswer() async throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        try Data(count: 24 << 20).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try OpenFile(path: path)
        let handler = Handler { request in
            request.path == "/file"
                ? .answer(Response(status: 200, body: .file(file, range: 0..<file.size)))
                : .answer(Response(status: 200, body: .bytes([UInt8](repeating: 0, count: 24 << 20))))
        }
        try await withServer(handler, impatient) { port in
            for path in ["/file", "/memory"] {
                let client = try Client(port: port)
                try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                try await eventually("sending fails") { (try? client.send("x")) == nil }
                let received = try await blocking {
                    var count = 0
                    while let bytes = try? client.read(), !bytes.isEmpty { count += bytes.count }
                    return count
                }
                #expect(received < 24 << 20)
            }
        }
    }

    @Test func letsHandlersTakeTheirTime() async throws {
        let gate = StopSignal()
        let handler = Handler { _ in
            .respond {
                await gate.wait()
                return .text("done")
            }
        }
        try await withServer(handler, impatient) { port in
            let patient = try Client(port: port)
            try patient.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            // One that was opened later is cut first; then the limits have passed.
            #expect(try await blocking { try Client(port: port).readToEnd() } == "")
            gate.trigger()
            #expect(try await blocking { try patient.reply().text } == "done")
        }
    }

    @Test func servesOthersWhileTwoHundredAreSlow() async throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        try Data(count: 24 << 20).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try OpenFile(path: path)
        let handler = Handler { request in
            request.method == .post
                ? .collect(limit: 1 << 20) { .text("\($0.count)") }
                : request.path == "/large"
                    ? .answer(Response(status: 200, body: .file(file, range: 0..<file.size))) : .answer(.text("quick"))
        }
        let configure = { (configuration: inout HTTPServer.Configuration) in
            configuration.headTimeout = .seconds(1)
            configuration.rateWindow = .seconds(1)
        }
        try await withServer(handler, configure) { port in
            let starts = [
                "GET / HTTP/1.1\r\nHost: a\r\nX-A: ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n",
                "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", "",
            ]
            let slow = try (0..<200).map { number in
                let client = try Client(port: port)
                try client.send(starts[number % starts.count])
                return client
            }
            try await blocking {
                let quick = try Client(port: port)
                for _ in 0..<200 { #expect(try quick.get("/").text == "quick") }
                for _ in 0..<50 { #expect(try Client(port: port).get("/").text == "quick") }
                let body = String(repeating: "x", count: 1000)
                try quick.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n\(body)")
                #expect(try quick.reply().text == "1000")
            }
            // All of them are cut in the end; of the answers' readers that is seen when they send.
            try await blocking {
                for (number, client) in slow.enumerated() where number % 4 != 2 { _ = try? client.readToEnd() }
            }
            for (number, client) in slow.enumerated() where number % 4 == 2 {
                try await eventually("sending fails") { (try? client.send("x")) == nil }
            }
        }
    }
}
