import Foundation
import HTTPServer
import Testing

/// Heads that some servers read in one way and some in another, each with a second request behind it.
@Suite struct FramingTests {
    /// What it is, and the bytes.
    static let ambiguous: [(name: String, request: String)] = [
        ("both lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        (
            "both lengths, other order",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
        ),
        ("two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n"),
        ("two equal lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n"),
        ("a list of lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 0\r\n\r\n"),
        ("a signed length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello"),
        ("a blank behind a length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5 \r\n\r\nhello"),
        ("a hexadecimal length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello"),
        ("an empty length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n"),
        ("a blank before the colon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\n"),
        ("a blank before another colon", "GET / HTTP/1.1\r\nHost: a\r\nX-A : b\r\n\r\n"),
        ("a tab before the colon", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n"),
        ("a NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n\r\n"),
        ("a NUL at the end of a value", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\0\r\n\r\n"),
        ("a NUL in a name", "GET / HTTP/1.1\r\nHost: a\r\nX\0A: b\r\n\r\n"),
        ("a line that begins with a NUL", "GET / HTTP/1.1\r\nHost: a\r\n\0X: b\r\nContent-Length: 5\r\n\r\n"),
        ("a NUL in the target", "GET /\0a HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a NUL in the method", "GET\0A / HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a bare CR in a value", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\rX-B: c\r\n\r\n"),
        ("a bare CR at the end of a value", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\r\n\r\n"),
        ("another control character", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\u{1}c\r\n\r\n"),
        ("a folded line", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n"),
        ("a folded length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n 5\r\n\r\n"),
        ("a folded first line", "GET / HTTP/1.1\r\n X-A: b\r\nHost: a\r\n\r\n"),
        ("a fold at the end", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n \r\n\r\n"),
        ("a bare LF behind a value", "GET / HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n"),
        ("a bare LF behind the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n"),
        ("a bare LF for the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n"),
        ("bare LFs everywhere", "GET / HTTP/1.1\nHost: a\n\n"),
        ("another transfer coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"),
        ("two transfer codings", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        (
            "chunked twice",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        (
            "chunked, then identity",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"
        ),
        ("a blank behind chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked \r\n\r\n0\r\n\r\n"),
        ("a vertical tab before chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u{B}chunked\r\n\r\n0\r\n\r\n"),
        ("quoted chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
        ("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        ("no host", "GET / HTTP/1.1\r\nX-A: b\r\n\r\n"),
        ("no fields at all", "GET / HTTP/1.1\r\n\r\n"),
        ("a blank in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("two blanks before the target", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("two blanks behind the target", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a fragment in the target", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a target that is no path", "GET a HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("no path behind the authority, and another's query", "GET http://?/metrics HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("credentials in the target", "GET http://u:p@a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an empty authority", "GET http:///metrics HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an authority with a port alone", "GET http://:80/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a port that is no number", "GET http://a:b/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a port that is too large", "GET http://a:65536/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an address that is never closed", "GET http://[::1/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("brackets around a name", "GET http://[a]/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("something behind an address", "GET http://[::1]a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a NUL in the authority", "GET http://an%00y/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an escaped slash in the authority", "GET http://a%2fx/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("escaped credentials in the authority", "GET http://u%40a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a malformed escape in the authority", "GET http://a%2/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an authority alone", "GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a tunnel", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("another scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an asterisk for another method", "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("credentials in the host", "GET / HTTP/1.1\r\nHost: u:p@a\r\n\r\n"),
        ("a path in the host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        ("two hosts in one", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
        ("a NUL's escape in the path", "GET /a%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a line end's escape in the path", "GET /a%0a HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a NUL's escape in a query's value", "GET /?q=a%00b HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a NUL's escape in a query's name", "GET /?%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a bell's escape in a query's value", "GET /?q=%07 HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("DEL's escape in a query's value", "GET /?q=%7F HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("raw UTF-8 in the target", "GET /é HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a malformed escape in the path", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a malformed escape in the query", "GET /?a=%2 HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a method that is no token", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a name that is no token", "GET / HTTP/1.1\r\nHost: a\r\nX(A): b\r\n\r\n"),
        ("an empty name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"),
        ("a line without a colon", "GET / HTTP/1.1\r\nHost: a\r\nX-A\r\n\r\n"),
    ]
    static let smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test(arguments: ambiguous)
    func refusesAndNeverReadsOn(name: String, request: String) async throws {
        let handler = Handler { _ in .respond { .text("handled") } }
        try await withServer(handler, { $0.idleTimeout = .seconds(2) }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(request + Self.smuggled)
                client.finishSending()
                let answer = try client.readToEnd()
                #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(name): \(answer)")
                #expect(!answer.contains("handled"), "\(name): \(answer)")
                #expect(answer.contains("\r\nContent-Type: application/problem+json\r\n"), "\(name): \(answer)")
                #expect(answer.contains("\r\nX-Request-Id: "), "\(name): \(answer)")
                #expect(answer.components(separatedBy: "HTTP/1.1 400 ").count == 2, "\(name): \(answer)")
            }
        }
        #expect(handler.paths.isEmpty, "\(name)")
    }

    @Test func refusesATargetThatIsTooLong() async throws {
        let handler = Handler { _ in .answer(.text("handled")) }
        try await withServer(handler, { $0.maximumTargetBytes = 100 }) { port in
            let statuses = try await blocking {
                try [99, 100].map { try Client(port: port).get("/" + String(repeating: "a", count: $0)).status }
            }
            #expect(statuses == [200, 414])
        }
    }

    @Test(arguments: [
        (fields: 9, size: 100, status: 200), (fields: 10, size: 100, status: 431), (fields: 1, size: 2000, status: 431),
    ])
    func refusesAHeadWithTooMuchInIt(fields: Int, size: Int, status: Int) async throws {
        let handler = Handler { _ in .answer(.text("handled")) }
        let configure = { (configuration: inout HTTPServer.Configuration) in
            configuration.maximumHeaderFields = 10
            configuration.maximumHeadBytes = 2000
        }
        try await withServer(handler, configure) { port in
            let reply = try await blocking {
                let client = try Client(port: port)
                let more = (0..<fields).map { "X-\($0): \(String(repeating: "v", count: size))\r\n" }.joined()
                try client.send("GET / HTTP/1.1\r\nHost: a\r\n\(more)\r\n")
                return try client.reply()
            }
            #expect(reply.status == status)
            #expect(reply.field("X-Request-Id") != nil)
            #expect(status == 200 || reply.field("Content-Type") == "application/problem+json")
        }
    }

    @Test(arguments: [("GET / HTTP/1.1\r\nHost: a\r\n", 431), ("GET /", 414)])
    func refusesAHeadThatFillsTheConnectionsMemory(start: String, status: Int) async throws {
        let handler = Handler { _ in .answer(.text("handled")) }
        try await withServer(handler) { port in
            let reply = try await blocking {
                let client = try Client(port: port)
                try client.send(start)
                for number in 0..<200 { try client.send("X-\(number):\(String(repeating: "x", count: 1000))") }
                return try client.reply()
            }
            #expect(reply.status == status)
            #expect(reply.field("Content-Type") == "application/problem+json")
            #expect(reply.field("X-Request-Id") != nil)
        }
        #expect(handler.paths.isEmpty)
    }

    @Test(arguments: [
        ("5\r\nhelloworld", 400), ("x\r\n", 400), ("\r\n", 400), ("-5\r\nhello\r\n", 400),
        ("FFFFFFFFFFFFFFFFF\r\n", 413), ("5\r\nhello\r\n0\r\nno colon\r\nA: b\r\n\r\n", 400),
    ])
    func refusesBadChunks(body: String, status: Int) async throws {
        let recorder = Recorder()
        try await withServer(Handler { _ in .consume(recorder) }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\nTransfer-Encoding: chunked\r\n\r\n\(body)")
                let answer = try client.readToEnd()
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
                #expect(answer.contains("\r\nContent-Type: application/problem+json\r\n"), "\(answer)")
                #expect(answer.contains("\r\nX-Request-Id: mine\r\n"), "\(answer)")
            }
            try await eventually("it is abandoned") { recorder.record.abandoned == 1 }
        }
        #expect(recorder.record.finished == 0)
    }

    @Test func takesNothingAfterAChunkedBody() async throws {
        let handler = Handler { _ in .collect(limit: 100) { .text("\($0.count)") } }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                // Chunk lines ended by a bare LF: the library takes them, other servers read on.
                try client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x\nhello\r\n0\r\n\r\n" + Self.smuggled)
                client.finishSending()
                let answer = try client.readToEnd()
                #expect(answer.hasPrefix("HTTP/1.1 200 "))
                #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2)
            }
        }
        #expect(handler.paths == ["/"])
    }

    @Test(arguments: [
        "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost:a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX-Empty:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX-Empty: \t \r\nX-A: b \r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b:c: d\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nCookie: a=b; c=\"d\"\r\nCookie: e=f\r\n\r\n",
        "GET /?a=b&c=%20+&& HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a%20b%C3%A9?x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: \r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX-A: caf\u{E9}\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0005\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: Chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n" + (0..<99).map { "X-\($0): \(String(repeating: "v", count: 300))\r\n" }.joined() + "\r\n",
    ])
    func takesWhatIsWellFormed(request: String) async throws {
        try await withServer(Handler { _ in .respond { .text("handled") } }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send(request)
                #expect(try client.reply().text == "handled", "\(request)")
            }
        }
    }

    @Test func takesAHeadThatArrivesByteByByteBehindAnother() async throws {
        try await withServer(Handler { .answer(.text($0.path)) }) { port in
            try await blocking {
                let client = try Client(port: port)
                for byte in "GET /a?b=c HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\r\nGET /d HTTP/1.1\r\nHost: a\r\n\r\n".utf8 {
                    try client.send([byte])
                }
                #expect(try client.reply().text == "/a")
                #expect(try client.reply().text == "/d")
            }
        }
    }
}
