import Crypto
import HTTPClient
import HTTPSemantics
import HTTPServer
import JSON
import Lifecycle
import Testing

@testable import GenesysSimulator

struct LiveSimulatorTests {
    private static let pdf = Array("%PDF-1.7 a small file".utf8)

    private func file(_ bytes: [UInt8] = pdf, type: String = "application/pdf") -> Response {
        Response(status: 200, fields: ["Content-Type": type], body: .bytes(bytes))
    }

    @Test func fetchesAnAttachmentAndComparesIt() async throws {
        let digest = try SHA256.hash(Self.pdf).hex
        try await LiveSimulator.run(files: ["/1": file()]) { simulator in
            #expect(try await simulator.send("/1?signature=secret", sha256: digest) == 200)
            let fetched = try await simulator.settled()
            #expect(fetched?["state"] == "ok")
            #expect(fetched?["status"] == 200)
            #expect(fetched?["bytes"]?.integer == Self.pdf.count)
            #expect(fetched?["sha256"]?.string == digest)
            #expect(fetched?["matches"] == true)
            #expect(fetched?["contentType"] == "application/pdf")
        }
    }

    @Test func recordsWhyAnAttachmentCouldNotBeHad() async throws {
        let files = ["/moved": Response(status: 302, fields: ["Location": "/1"]), "/1": file(), "/page": file(type: "text/html")]
        try await LiveSimulator.run(files: files) { simulator in
            for (number, path) in ["/missing", "/moved", "/page"].enumerated() {
                #expect(try await simulator.send(path, id: "\(number)") == 200)
            }
            let messages = try await simulator.messages("atLeast=3&settled=true&wait=20")
            #expect(messages.map { $0["fetched"]?["state"] } == ["failed", "failed", "failed"])
            #expect(messages.map { $0["fetched"]?["status"] } == [404, 302, 200])
            #expect(messages.allSatisfy { $0["fetched"]?["error"]?.string?.isEmpty == false })
        }
    }

    @Test func recordsAnAttachmentOverTheLimitAndOneWithoutAServer() async throws {
        try await LiveSimulator.run(files: ["/1": file()]) {
            $0.platform.maximumAttachmentBytes = 5
        } _: { simulator async throws in
            #expect(try await simulator.send("/1") == 200)
            #expect(try await simulator.settled()?["state"] == "failed")
        }
        try await LiveSimulator.run { simulator async throws in
            let message = Samples.message.with("content[0].attachment.url", "http://127.0.0.1:1/file")
            #expect(try await simulator.call(.post, Caller.inboundPath, message).status == 200)
            #expect(try await simulator.settled()?["state"] == "failed")
        }
    }

    @Test func fetchesManyAttachmentsAFewAtOnce() async throws {
        try await LiveSimulator.run(files: ["/1": file()]) { configuration in
            configuration.maximumConcurrentFetches = 2
            configuration.platform.callsPerMinute = nil
        } _: { simulator in
            for number in 0..<50 { #expect(try await simulator.send("/1", id: "\(number)") == 200) }
            let messages = try await simulator.messages("atLeast=50&settled=true&wait=20")
            #expect(messages.count == 50)
            #expect(messages.allSatisfy { $0["fetched"]?["state"] == "ok" })
        }
    }

    @Test func wakesACallerWhoWaitsForAMessage() async throws {
        try await LiveSimulator.run { simulator in
            async let waiting = simulator.messages("atLeast=1&wait=20")
            _ = try await simulator.call(.post, Caller.inboundPath, Samples.message.with("content", nil))
            let messages = try await waiting
            #expect(messages.count == 1)
        }
    }

    @Test func answersWithWhatThereIsWhenTheTimeIsUp() async throws {
        try await LiveSimulator.run { simulator async throws in
            #expect(try await simulator.messages("atLeast=1&wait=1").isEmpty)
        }
    }

    @Test func refusesABodyOverTheLimitInThePlatformsWords() async throws {
        try await LiveSimulator.run { simulator in
            let message = Samples.message.with("text", .string(String(repeating: "x", count: 512_000)))
            let answer = try await simulator.call(.post, Caller.inboundPath, message)
            #expect(answer.status == 413)
            #expect(try JSON(parsing: answer.body)["message"]?.string?.hasPrefix("The request is over the size limit.") == true)
        }
    }

    @Test func answersAsAFaultSaysAndCarriesTheCorrelation() async throws {
        try await LiveSimulator.run { simulator in
            _ = try await simulator.call(.put, "/simulator/faults", [["match": ["path": "/api"], "status": 429, "retryAfter": 3]])
            let answer = try await simulator.call(.post, Caller.inboundPath, Samples.message)
            #expect(answer.status == 429)
            #expect(answer.fields["Retry-After"] == "3")
            #expect(try JSON(parsing: answer.body)["contextId"]?.string == answer.fields["ININ-Correlation-Id"])
        }
    }

    @Test func keepsACallerWaitingAsAFaultSays() async throws {
        try await LiveSimulator.run { simulator in
            _ = try await simulator.call(.put, "/simulator/faults", [["match": [:], "delayMs": 300]])
            let start = ContinuousClock.now
            #expect(try await simulator.call(.post, Caller.inboundPath, Samples.message.with("content", nil)).status == 200)
            #expect(.now - start >= .milliseconds(300))
        }
    }

    @Test func answersThoseWhoWaitWhenItStops() async throws {
        try await LiveSimulator.run { simulator in
            _ = try await simulator.call(.put, "/simulator/faults", [["match": [:], "delayMs": 25_000]])
            let start = ContinuousClock.now
            async let delayed = simulator.call(.post, Caller.inboundPath, Samples.message.with("content", nil))
            // The message is there before its sender is answered.
            #expect(try await simulator.messages("atLeast=1&wait=20").count == 1)
            simulator.stop.trigger()
            let answer = try await delayed
            #expect(answer.status == 200)
            #expect(.now - start < .seconds(20))
        }
    }
}
