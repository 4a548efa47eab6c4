import Foundation
import HTTPSemantics
import HTTPServer
import Lifecycle
import Testing

@Suite struct BodyTests {
    private func post(_ length: Int, _ more: String = "") -> String {
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\(more)\r\n"
    }

    private let chunkedHead = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

    @Test func collectsASmallBody() async throws {
        let handler = Handler { _ in .collect(limit: 100) { bytes in .text(String(decoding: bytes.reversed(), as: UTF8.self)) } }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(post(5) + "hello")
                #expect(try client.reply().text == "olleh")
                try client.send(post(0))
                #expect(try client.reply().text == "")
                try client.send(chunkedHead + "3\r\nhel\r\n2;ext=1\r\nlo\r\n0\r\n\r\n")
                let reply = try client.reply()
                #expect(reply.text == "olleh")
                #expect(reply.field("Connection") == "close")
            }
        }
    }

    @Test func answers413BeforeALargeBodyIsSent() async throws {
        let handler = Handler { _ in .collect(limit: 100) { _ in .text("never") } }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(post(101))
                let reply = try client.reply()
                #expect(reply.status == 413)
                #expect(reply.field("Content-Type") == "application/problem+json")
                #expect(reply.text.contains("\"limit_bytes\":100"))
                #expect(reply.field("Connection") == "close")
            }
        }
    }

    @Test func answers413ToAChunkedBodyThatGrowsTooLarge() async throws {
        let handler = Handler { _ in .collect(limit: 100) { _ in .text("never") } }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(chunkedHead)
                for _ in 0..<10 { try client.send("20\r\n" + String(repeating: "x", count: 32) + "\r\n") }
                try client.send("0\r\n\r\n")
                #expect(try client.reply().status == 413)
            }
        }
    }

    @Test func neverAsksForABodyThatItRefuses() async throws {
        let handler = Handler {
            $0.path == "/no" ? .answer(.text("no", status: 403)) : .collect(limit: 10) { .text("\($0.count)") }
        }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("POST /no HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                #expect(try client.reply().status == 403)
                #expect(try client.readToEnd() == "")

                let large = try Client(port: port)
                try large.send(post(11, "Expect: 100-continue\r\n"))
                #expect(try large.reply().status == 413)

                let wanted = try Client(port: port)
                try wanted.send(post(5, "Expect: 100-continue\r\n"))
                #expect(try wanted.reply().status == 100)
                try wanted.send("hello")
                #expect(try wanted.reply().text == "5")
            }
        }
    }

    @Test func handsOverPiecesAsTheyArrive() async throws {
        let recorder = Recorder()
        try await withServer(Handler { _ in .consume(recorder) }) { port in
            let client = try Client(port: port)
            try client.send(post(10) + "12345")
            try await eventually("the first half arrives before the second is sent") { recorder.record.bytes == 5 }
            try await blocking {
                try client.send("67890")
                #expect(try client.reply().text == "10")
            }
        }
        #expect(recorder.record.pieces == 2)
        #expect(recorder.record.finished == 1)
        #expect(recorder.record.abandoned == 0)
    }

    @Test func dropsTheRestOfAKnownLengthOnceTheConsumerHasEnough() async throws {
        let recorder = Recorder(enough: 1)
        try await withServer(Handler { $0.method == .post ? .consume(recorder) : .answer(.text("next")) }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(post(5_000_000))
                try client.send([UInt8](repeating: 0, count: 5_000_000))
                #expect(Int(try client.reply().text) == recorder.record.bytes)
                #expect(try client.get("/").text == "next")
            }
        }
        #expect(recorder.record.bytes < 5_000_000)
        #expect(recorder.record.pieces == 1)
        #expect(recorder.record.finished == 1)
    }

    @Test func answersAChunkedBodyThatIsMuchLargerThanWanted() async throws {
        let recorder = Recorder(enough: 1)
        try await withServer(Handler { _ in .consume(recorder) }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(chunkedHead)
                let chunk = Array(("100000\r\n" + String(repeating: "x", count: 1 << 20) + "\r\n").utf8)
                for _ in 0..<8 { try client.send(chunk) }
                try client.send("0\r\n\r\n")
                #expect(try client.reply().status == 200)
            }
        }
        #expect(recorder.record.finished == 1)
    }

    @Test func cutsAChunkedBodyThatGoesOnTooLong() async throws {
        let recorder = Recorder(enough: 1)
        try await withServer(Handler { _ in .consume(recorder) }, { $0.maximumDiscardedBytes = 10_000 }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(chunkedHead)
                let chunk = Array(("400\r\n" + String(repeating: "x", count: 1024) + "\r\n").utf8)
                #expect(throws: Client.Failure.self) {
                    for _ in 0..<10_000 { try client.send(chunk) }
                }
            }
            try await eventually("it is abandoned") { recorder.record.abandoned == 1 }
        }
        #expect(recorder.record.finished == 0)
        #expect(recorder.record.abandoned == 1)
    }

    @Test func worksWithoutABodyThatComesAllTheSame() async throws {
        try await withServer(Handler { _ in .respond { .text("done") } }, { $0.maximumDiscardedBytes = 1000 }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(post(5) + "hello")
                #expect(try client.reply().text == "done")
                try client.send(post(1001))
                #expect(try client.reply().status == 413)
            }
        }
    }

    @Test(arguments: [
        "Content-Length: 1000\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nxyz\r\n",
    ])
    func abandonsABodyThatBreaksOffOnce(rest: String) async throws {
        let recorder = Recorder()
        try await withServer(Handler { _ in .consume(recorder) }, { $0.idleTimeout = .milliseconds(100) }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("POST / HTTP/1.1\r\nHost: a\r\n\(rest)")
                client.finishSending()
                _ = try? client.readToEnd()
            }
            try await eventually("it is abandoned") { recorder.record.abandoned == 1 }
        }
        #expect(recorder.record.bytes == 4)
        #expect(recorder.record.finished == 0)
        #expect(recorder.record.abandoned == 1)
    }

    @Test func abandonsABodyWhoseSenderFallsSilent() async throws {
        let recorder = Recorder()
        try await withServer(Handler { _ in .consume(recorder) }, { $0.idleTimeout = .milliseconds(100) }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(post(1000) + "half")
                #expect(try client.reply().status == 408)
                #expect(try client.readToEnd() == "")
            }
            try await eventually("it is abandoned") { recorder.record.abandoned == 1 }
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    ])
    func answersClientsThatHaveClosedTheirSide(request: String) async throws {
        let gate = StopSignal()
        let recorder = Recorder(gate: gate)
        try await withServer(Handler { _ in .consume(recorder) }) { port in
            let clients = try (0..<20).map { _ in
                let client = try Client(port: port)
                try client.send(request)
                client.finishSending()
                return client
            }
            try await eventually("the work begins") { recorder.record.finished == 20 }
            gate.trigger()
            let statuses = try await blocking { try clients.map { try $0.reply().status } }
            #expect(statuses == Array(repeating: 200, count: 20))
        }
    }

    @Test func takesABodyByteByByte() async throws {
        let recorder = Recorder()
        try await withServer(Handler { _ in .consume(recorder) }) { port in
            try await blocking {
                let client = try Client(port: port)
                for byte in (post(300) + String(repeating: "x", count: 300)).utf8 { try client.send([byte]) }
                #expect(try client.reply().text == "300")
            }
        }
    }

    @Test func streamsAGigabyteInFlatMemory() async throws {
        let recorder = Recorder()
        let size = 1 << 30
        let growth = try await withServer(Handler { _ in .consume(recorder) }) { port in
            try await blocking {
                let client = try Client(port: port, timeoutSeconds: 60)
                let piece = [UInt8](repeating: 7, count: 1 << 20)
                try client.send(post(size))
                try client.send(piece)
                let before = try residentKilobytes()
                for _ in 1..<(size / piece.count) { try client.send(piece) }
                #expect(try client.reply().text == "\(size)")
                return try residentKilobytes() - before
            }
        }
        #expect(recorder.record.bytes == size)
        #expect(recorder.record.largest <= 128 << 10)
        // Other tests run in the same process: what they use is far below the body's size.
        #expect(growth < 256 << 10, "grew by \(growth) KiB in pieces of up to \(recorder.record.largest)")
    }
}

private func residentKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
}
