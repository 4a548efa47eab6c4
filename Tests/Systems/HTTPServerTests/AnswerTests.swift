import FileIO
import Foundation
import Glibc
import HTTPSemantics
import HTTPServer
import Testing

@Suite struct AnswerTests {
    @Test func keepsTheConnectionForTheNextRequest() async throws {
        let handler = Handler { .answer(.text($0.path)) }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                #expect(try client.get("/one").text == "/one")
                let second = try client.get("/two")
                #expect(second.text == "/two")
                #expect(second.field("Connection") == nil)
                #expect(second.field("Server") == nil)
                #expect(second.field("Date") != nil)
            }
        }
    }

    @Test func answersPipelinedRequestsInOrder() async throws {
        let handler = Handler { request in
            request.path.hasSuffix("0") ? .answer(.text(request.path)) : .respond { .text(request.path) }
        }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send((0..<20).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
                for number in 0..<20 { #expect(try client.reply().text == "/\(number)") }
            }
        }
    }

    @Test func handsOverTheHead() async throws {
        let handler = Handler { request in
            let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "|")
            return .answer(
                .text("\(request.method.rawValue) \(request.path) \(query) \(request.fields["x-a"] ?? "") \(request.remoteAddress)")
            )
        }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("PROPFIND /a%2Fb?x=1%202&y=a+b HTTP/1.1\r\nHost: a\r\nX-A:  some thing \t\r\n\r\n")
                #expect(try client.reply().text == "PROPFIND /a%2Fb x=1 2|y=a b some thing 127.0.0.1")
            }
        }
    }

    /// RFC 9112, section 3.2: the authority ends at the first slash or question mark, and `Host` does not matter beside it.
    @Test(arguments: [
        ("GET http://a/p?q=1", "GET /p q=1 "), ("GET HTTPS://A.example:443/p", "GET /p  "), ("GET http://b", "GET /  "),
        ("GET http://any?/metrics", "GET / /metrics= "), ("GET http://a?x=http://b/c", "GET / x=http://b/c "),
        ("GET http://[::1]:8080/p", "GET /p  "), ("GET http://a:/p", "GET /p  "), ("GET http://a-b.c_d%2D/p", "GET /p  "),
        ("OPTIONS *", "OPTIONS *  "), ("GET /?text=a%0D%0A%09b", "GET / text=a\r\n\tb "),
    ])
    func readsEachFormOfTarget(line: String, start: String) async throws {
        let handler = Handler { request in
            let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "|")
            return .answer(.text("\(request.method.rawValue) \(request.path) \(query) "))
        }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("\(line) HTTP/1.1\r\nHost: other\r\n\r\n")
                #expect(try client.reply().text == start)
            }
        }
    }

    @Test(arguments: [
        ("0123-abc_DEF.x", true), (String(repeating: "a", count: 128), true), (String(repeating: "a", count: 129), false),
        ("a b", false), ("\"quoted\"", false), ("é", false),
    ])
    func keepsASaneRequestIDAndReplacesOthers(id: String, isKept: Bool) async throws {
        try await withServer(Handler { .answer(.text($0.id)) }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(id)\r\n\r\n")
                let reply = try client.reply()
                #expect((reply.field("X-Request-Id") == id) == isKept)
                #expect(reply.field("X-Request-Id") == reply.text)
                let own = try client.get("/").text
                #expect(own.utf8.count == 32 && own.allSatisfy(\.isHexDigit))
            }
        }
    }

    @Test func sendsOnlyTheLengthToHead() async throws {
        try await withServer(Handler { _ in .answer(.text("hello")) }) { port in
            try await blocking {
                let client = try Client(port: port)
                try client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
                let reply = try client.reply(toHead: true)
                #expect(reply.field("Content-Length") == "5")
                // Had a body come, it would stand before the next status line.
                #expect(try client.get("/").text == "hello")
            }
        }
    }

    @Test func leavesOutFieldsThatWouldSplitTheAnswer() async throws {
        let fields: HTTPFields = [
            "X-Bad": "a\r\nX-Injected: b", "X Bad": "a", "Content-Length": "99", "Transfer-Encoding": "chunked", "Server": "x",
            "X-Good": "c",
        ]
        try await withServer(Handler { _ in .answer(.text("hello", fields: fields)) }) { port in
            try await blocking {
                let reply = try Client(port: port).get("/")
                #expect(reply.text == "hello")
                #expect(reply.field("X-Good") == "c")
                #expect(!reply.head.contains("Injected") && !reply.head.contains("chunked"))
                #expect(reply.field("Content-Length") == "5")
                #expect(reply.field("Server") == nil)
            }
        }
    }

    @Test func sendsPartsOfAFile() async throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        try Data(content).write(to: URL(fileURLWithPath: path))
        defer { unsafe unlink(path) }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        let file = OpenFile(owning: descriptor, size: Int64(content.count))
        let handler = Handler { request in
            let range = ByteRange(request.fields["Range"], length: file.size)
            guard case .part(let part) = range else {
                return .answer(Response(status: 200, body: .file(file, range: 0..<file.size)))
            }
            return .answer(
                Response(
                    status: 206, fields: ["Content-Range": range.contentRange(length: file.size) ?? ""],
                    body: .file(file, range: part)))
        }
        try await withServer(handler) { port in
            try await blocking {
                let client = try Client(port: port)
                #expect(try client.get("/").body == content)
                try client.send("GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=1000000-1999999\r\n\r\n")
                let part = try client.reply()
                #expect(part.status == 206)
                #expect(part.field("Content-Range") == "bytes 1000000-1999999/3000000")
                #expect(part.body == Array(content[1_000_000..<2_000_000]))
                try client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.reply(toHead: true).field("Content-Length") == "3000000")
            }
        }
        // The server closed its own descriptors and not this one.
        #expect(fcntl(file.descriptor, F_GETFD) >= 0)
    }

    @Test func makesAnImpossibleStatusAnError() async throws {
        try await withServer(Handler { _ in .answer(Response(status: 42)) }) { port in
            let reply = try await blocking { try Client(port: port).get("/") }
            #expect(reply.status == 500)
        }
    }

    @Test func listensOnIPv6() async throws {
        try await withServer(Handler { .answer(.text($0.remoteAddress)) }, { $0.address = "::1" }) { port in
            let reply = try await blocking { try shell("/usr/bin/curl -sg http://[::1]:\(port)/") }
            #expect(reply == "::1")
        }
    }

    @Test func saysWhyItCannotListen() async throws {
        var configuration = HTTPServer.Configuration()
        configuration.address = "example.com"
        #expect { try HTTPServer(configuration) } throws: {
            ($0 as? HTTPServerError)?.code == .badAddress
        }
        try await withServer(Handler { _ in .answer(Response(status: 200)) }) { port in
            configuration.address = "127.0.0.1"
            configuration.port = port
            #expect { try HTTPServer(configuration) } throws: {
                ($0 as? HTTPServerError)?.code == .cannotListen
            }
        }
    }
}
