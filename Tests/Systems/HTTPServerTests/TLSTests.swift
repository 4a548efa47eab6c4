import FileIO
import Foundation
import HTTPSemantics
import HTTPServer
import Lifecycle
import Testing

/// The server behind TLS, with foreign clients.
@Suite struct TLSTests {
    private let certificates: Certificates

    init() throws {
        certificates = try Certificates()
        try certificates.make("server")
    }

    private func files(_ name: String = "server") -> TLSFiles {
        TLSFiles(certificate: certificates.path("\(name).pem"), key: certificates.path("\(name).key"))
    }

    private func curl(_ arguments: String) async throws -> String {
        let authority = certificates.path("server.pem")
        return try await blocking { try shell("curl -sS --max-time 20 --cacert \(authority) \(arguments)") }
    }

    @Test func answersAtOnceAfterWorkAndFromFiles() async throws {
        let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        try Data(content).write(to: URL(fileURLWithPath: certificates.path("file")))
        let file = try OpenFile(path: certificates.path("file"))
        let handler = Handler { request in
            switch request.path {
            case "/work": .respond { .text("worked") }
            case "/file": .answer(Response(status: 200, body: .file(file, range: 1..<file.size)))
            default: .answer(.text("at once"))
            }
        }
        try await withServer(handler, { $0.tls = files() }) { port in
            let base = "https://127.0.0.1:\(port)"
            #expect(try await curl("\(base)/work \(base)/ \(base)/work") == "workedat onceworked")
            let sum = try await curl("\(base)/file | sha256sum; tail -c +2 \(certificates.path("file")) | sha256sum")
            let lines = sum.split(separator: "\n")
            #expect(lines.count == 2 && lines.first == lines.last)
        }
    }

    @Test func takesBodiesInEveryForm() async throws {
        try Data(count: 5_000_000).write(to: URL(fileURLWithPath: certificates.path("body")))
        let handler = Handler { request in
            request.path == "/small" ? .collect(limit: 1000) { .text("\($0.count)") } : .consume(Recorder())
        }
        try await withServer(handler, { $0.tls = files() }) { port in
            let base = "https://127.0.0.1:\(port)"
            let body = certificates.path("body")
            let commands = [
                "-T \(body) \(base)/large", "-T \(body) -H 'Transfer-Encoding: chunked' \(base)/large",
                "-o /dev/null -w '%{http_code}' -H 'Expect:' -T \(body) \(base)/small", "-d hello \(base)/small",
            ]
            var answers: [String] = []
            for command in commands { answers.append(try await curl(command)) }
            #expect(answers == ["5000000", "5000000", "413", "5"])
        }
    }

    @Test(arguments: [("-tls1", false), ("-tls1_1", false), ("-tls1_2", true), ("-tls1_3", true)])
    func speaksOnlyTodaysVersions(version: String, isSpoken: Bool) async throws {
        try await withServer(Handler { _ in .answer(.text("ok")) }, { $0.tls = files() }) { port in
            let output = try await blocking {
                try shell(
                    "echo | timeout 10 openssl s_client -connect 127.0.0.1:\(port) \(version) -cipher DEFAULT@SECLEVEL=0 </dev/null"
                )
            }
            #expect(output.contains("BEGIN CERTIFICATE") == isSpoken, "\(output)")
        }
    }

    @Test(arguments: ["AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA256", "NULL"])
    func takesNoWeakCipher(cipher: String) async throws {
        try await withServer(Handler { _ in .answer(.text("ok")) }, { $0.tls = files() }) { port in
            let output = try await blocking {
                try shell(
                    "timeout 10 openssl s_client -connect 127.0.0.1:\(port) -tls1_2 -cipher \(cipher)@SECLEVEL=0 </dev/null")
            }
            #expect(!output.contains("BEGIN CERTIFICATE"), "\(output)")
        }
    }

    @Test func showsTheWholeChain() async throws {
        try certificates.makeChain("chained")
        try await withServer(Handler { _ in .answer(.text("ok")) }, { $0.tls = files("chained") }) { port in
            let root = certificates.path("root.pem")
            let output = try await blocking { try shell("curl -sS --max-time 20 --cacert \(root) https://127.0.0.1:\(port)/") }
            #expect(output == "ok")
        }
    }

    @Test func takesARenewedCertificateAndKeepsTheOldOneWhenTheNewIsBroken() async throws {
        var configuration = HTTPServer.Configuration()
        configuration.port = 0
        configuration.tls = files()
        let server = try HTTPServer(configuration)
        let stop = StopSignal()
        async let running: Void = server.run(Handler { _ in .answer(.text("ok")) }, until: stop)
        let port = server.boundPort
        func subject() async throws -> String {
            try await blocking {
                try shell("openssl s_client -connect 127.0.0.1:\(port) </dev/null 2>/dev/null | openssl x509 -noout -subject")
            }
        }
        #expect(try await subject().contains("CN = server"))
        #expect(try !server.reloadCertificate())
        try certificates.make("renewed")
        _ = try shell("cd \(certificates.folder.path) && mv renewed.pem server.pem")
        #expect { try server.reloadCertificate() } throws: { ($0 as? HTTPServerError)?.code == .badCertificate }
        #expect(try await subject().contains("CN = server"))
        _ = try shell("cd \(certificates.folder.path) && mv renewed.key server.key")
        #expect(try server.reloadCertificate())
        #expect(try await subject().contains("CN = renewed"))
        stop.trigger()
        try await running
    }

    @Test func saysWhatIsWrongWithTheFiles() throws {
        try certificates.make("other")
        try Data("no certificate".utf8).write(to: URL(fileURLWithPath: certificates.path("garbage.pem")))
        let (good, key) = (certificates.path("server.pem"), certificates.path("server.key"))
        let garbage = certificates.path("garbage.pem")
        let cases = [
            ("/nowhere/server.pem", key, "tls.certificate"), (good, "/nowhere/server.key", "tls.key"),
            (garbage, key, "tls.certificate"),
            (good, garbage, "tls.key"), (key, key, "tls.certificate"), (good, certificates.path("other.key"), "does not belong"),
            (certificates.folder.path, key, "tls.certificate"),
        ]
        for (certificate, key, words) in cases {
            var configuration = HTTPServer.Configuration()
            configuration.port = 0
            configuration.tls = TLSFiles(certificate: certificate, key: key)
            #expect { try HTTPServer(configuration) } throws: {
                let error = $0 as? HTTPServerError
                return error?.code == .badCertificate && "\($0)".contains(words)
            }
        }
    }

    @Test func tellsWhenTheCertificateEnds() throws {
        var configuration = HTTPServer.Configuration()
        configuration.port = 0
        configuration.tls = files()
        let server = try HTTPServer(configuration)
        let end = try #require(server.certificateEnd)
        #expect(abs(end.timeIntervalSinceNow - 2 * 86_400) < 3600)
    }

    @Test func refusesAmbiguousFramingAsWell() async throws {
        let handler = Handler { _ in .respond { .text("handled") } }
        let requests = FramingTests.ambiguous.map { Array(($0.request + FramingTests.smuggled).utf8) }
        let answers = try await withServer(handler, { $0.tls = files() }) { port in try await exchange(requests, port: port) }
        for (ambiguous, answer) in zip(FramingTests.ambiguous, answers) {
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(ambiguous.name): \(answer)")
            #expect(answer.contains("\r\nContent-Type: application/problem+json\r\n"), "\(ambiguous.name): \(answer)")
        }
        #expect(answers.count == requests.count)
        #expect(handler.paths.isEmpty)
    }

    @Test func answersABodyWhoseEndComesTogetherWithTheConnections() async throws {
        let body = [UInt8](repeating: 7, count: 100_000)
        let request = Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
        let handler = Handler { _ in .collect(limit: 1 << 20) { .text("\($0.count) bytes") } }
        let answers = try await withServer(handler, { $0.tls = files() }) { port in
            try await exchange(Array(repeating: request, count: 20), endsAtOnce: true, port: port)
        }
        for answer in answers { #expect(answer.hasSuffix("100000 bytes"), "\(answer)") }
    }

    @Test func cutsWhoNeverShakesHandsAndWhoDrips() async throws {
        let files = files()
        let configure = { (configuration: inout HTTPServer.Configuration) in
            configuration.tls = files
            configuration.headTimeout = .milliseconds(200)
        }
        try await withServer(Handler { _ in .answer(.text("ok")) }, configure) { port in
            try await blocking {
                #expect(try Client(port: port).readToEnd() == "")
                let broken = try Client(port: port)
                try broken.send([0x16, 0x03, 0x01])
                _ = try? broken.readToEnd()
                let plain = try Client(port: port)
                try plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try? plain.readToEnd()
            }
            let answers = try await exchange([Array("GET / HTTP/1.1\r\nHost: a\r\nX-A: ".utf8)], port: port)
            #expect(answers == [""])
        }
    }

    /// Sends each request on a connection of its own, and reads to the end.
    /// - Parameter endsAtOnce: whether the TCP connection's end comes together with the request's.
    private func exchange(_ requests: [[UInt8]], endsAtOnce: Bool = false, port: UInt16) async throws -> [String] {
        let script = """
            import os, socket, ssl, sys
            context = ssl._create_unverified_context()
            for line in open(sys.argv[2]):
                plain = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=20)
                secure = context.wrap_socket(plain, suppress_ragged_eofs=True)
                answer = b""
                try:
                    secure.sendall(bytes.fromhex(line))
                    if sys.argv[3] == "true": socket.socket(fileno=os.dup(secure.fileno())).shutdown(socket.SHUT_WR)
                    while piece := secure.recv(65536): answer += piece
                except (ssl.SSLError, ConnectionError): pass
                secure.close()
                print(answer.hex() or "-")
            """
        let lines = requests.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }.joined(separator: "\n")
        let input = certificates.path("requests-\(UUID().uuidString)")
        try lines.write(toFile: input, atomically: true, encoding: .utf8)
        let program = certificates.path("exchange.py")
        try script.write(toFile: program, atomically: true, encoding: .utf8)
        let output = try await blocking { try shell("python3 \(program) \(port) \(input) \(endsAtOnce)") }
        return output.split(separator: "\n").map { line in
            guard line != "-" else { return "" }
            let digits = Array(line.utf8)
            let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
