import Foundation
import HTTPServer
import Testing

/// A client that sends on after an early answer should get to read that answer, and not a reset.
@Suite struct LingerTests {
    private func withFile<Value>(_ bytes: Int, _ body: (String) async throws -> Value) async throws -> Value {
        let path = NSTemporaryDirectory() + UUID().uuidString
        try Data(count: bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    private let handler = Handler { _ in .collect(limit: 1 << 20) { _ in .text("taken") } }

    @Test(arguments: [
        "curl -s -o /dev/null -w '%{http_code}' -F file=@FILE URL",
        "curl -s -o /dev/null -w '%{http_code}' -T FILE URL",
        "curl -s -o /dev/null -w '%{http_code}' -H 'Expect:' -T FILE URL",
        """
        python3 -c 'import http.client,sys
        c = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)
        c.request("POST", "/", open("FILE", "rb").read())
        print(c.getresponse().status, end="")'
        """,
    ])
    func clientsReadTheAnswerToABodyThatIsTooLarge(command: String) async throws {
        try await withServer(handler) { port in
            try await withFile(25 << 20) { path in
                let command = command.replacingOccurrences(of: "FILE", with: path).replacingOccurrences(of: "PORT", with: "\(port)")
                    .replacingOccurrences(of: "URL", with: "http://127.0.0.1:\(port)/")
                let output = try await blocking { try shell(command) }
                #expect(output == "413")
            }
        }
    }

    @Test func readsTheAnswerAfterSendingEverything() async throws {
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 25000000\r\n\r\n")
                let piece = [UInt8](repeating: 0, count: 1_000_000)
                for _ in 0..<25 { try client.send(piece) }
                #expect(try client.reply().status == 413)
            }
        }
    }

    @Test func cutsAClientThatSendsOnForTooLong() async throws {
        try await withServer(handler, { $0.maximumLingerBytes = 1 << 20 }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n")
                let piece = [UInt8](repeating: 0, count: 1_000_000)
                #expect(throws: Client.Failure.self) { for _ in 0..<100 { try client.send(piece) } }
            }
        }
    }

    @Test func cutsAClientThatNeverCloses() async throws {
        try await withServer(handler, { $0.lingerTimeout = .milliseconds(50) }) { port in
            let client = try Client(port: port)
            try await blocking {
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n")
                #expect(try client.reply().status == 413)
            }
            try await eventually("sending fails") { (try? client.send("x")) == nil }
        }
    }

    @Test func lingersWithNoMoreThanItsNumber() async throws {
        try await withServer(handler, { $0.maximumLingeringConnections = 0 }) { port in
            let client = try Client(port: port)
            try await blocking {
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n")
                #expect(try client.reply().status == 413)
            }
            try await eventually("sending fails") { (try? client.send("x")) == nil }
        }
    }
}
