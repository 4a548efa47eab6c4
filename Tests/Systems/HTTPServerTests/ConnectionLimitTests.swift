import Foundation
import Glibc
import HTTPSemantics
import Lifecycle
import Testing

@testable import HTTPServer

@Suite struct ConnectionLimitTests {
    @Test func makesRoomForWhoAsks() async throws {
        try await withServer(Handler { .answer(.text($0.path)) }, { $0.maximumConnections = 64 }) { port in
            try await blocking {
                let kept = try Client(port: port)
                #expect(try kept.get("/first").text == "/first")
                let idle = try (0..<200).map { _ in try Client(port: port) }
                for number in 0..<50 { #expect(try Client(port: port).get("/\(number)").text == "/\(number)") }
                // The longest waiting went first, and without a word.
                #expect(try kept.readToEnd() == "")
                #expect(try idle[0].readToEnd() == "")
            }
        }
    }

    @Test func makesNoRoomOfRequestsInHand() async throws {
        let gate = StopSignal()
        let recorder = Recorder(gate: gate)
        let handler = Handler { $0.method == .post ? .consume(recorder) : .answer(.text("")) }
        try await withServer(handler, { $0.maximumConnections = 32 }) { port in
            let working = try (0..<10).map { _ in
                let client = try Client(port: port)
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
                return client
            }
            try await eventually("all of them work") { recorder.record.finished == 10 }
            try await blocking {
                let idle = try (0..<100).map { _ in try Client(port: port) }
                #expect(try Client(port: port).get("/").status == 200)
                _ = idle
            }
            gate.trigger()
            let statuses = try await blocking { try working.map { try $0.reply().status } }
            #expect(statuses == Array(repeating: 200, count: 10))
        }
    }

    @Test func holdsAThousandConnectionsAndLetsGoOfThem() async throws {
        let before = try openDescriptors()
        try await withServer(Handler { .answer(.text($0.path)) }, { $0.maximumConnections = 1100 }) { port in
            try await blocking {
                let clients = try (0..<1000).map { _ in try Client(port: port) }
                for (number, client) in clients.enumerated() { try client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n") }
                for (number, client) in clients.enumerated() { #expect(try client.reply().text == "/\(number)") }
                for client in clients.prefix(100) { #expect(try client.get("/again").status == 200) }
            }
        }
        // Other suites have descriptors of their own at the same time.
        try await eventually("the descriptors are closed") { (try? openDescriptors()).map { $0 < before + 500 } ?? false }
    }

    /// Loopback is exempt, so the limit is asked directly.
    @Test func countsConnectionsByAddress() throws {
        var configuration = HTTPServer.Configuration()
        configuration.maximumConnectionsPerAddress = 2
        configuration.trustedProxies = ["10.0.0.0/8"].compactMap(AddressRange.init)
        let connections = OpenConnections(configuration)
        let now = ContinuousClock.now
        func open(_ address: String) throws -> OpenConnection? {
            let address = try #require(NetworkAddress(address))
            guard connections.admits(address) else { return nil }
            let connection = OpenConnection(nil, descriptor: -1, site: connections.site(of: address), identity: nil, at: now)
            connections.insert(connection)
            return connection
        }
        let first = try #require(try open("192.0.2.1"))
        let taken = try ["192.0.2.1", "192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2", "2001:db8::3"].map {
            try open($0) != nil
        }
        #expect(taken == [true, false, true, true, true, false])
        for exempt in ["127.0.0.1", "10.1.2.3", "::1"] {
            let taken = try (0..<5).map { _ in try open(exempt) != nil }
            #expect(taken == Array(repeating: true, count: 5))
        }
        connections.remove(first)
        let afterwards = try (0..<2).map { _ in try open("192.0.2.1") != nil }
        #expect(afterwards == [true, false])
    }
}

private func openDescriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
