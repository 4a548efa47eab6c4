import Foundation
import Sockets
import Testing

@testable import Scanning

@Suite struct ClamdFactsTests {
    @Test(
        arguments: [
            ("unix:/run/clamav/clamd.ctl", .unix(path: "/run/clamav/clamd.ctl")),
            ("tcp://10.0.0.5:3310", .tcp(host: "10.0.0.5", port: 3310)),
            ("tcp://clamd.internal:3310", .tcp(host: "clamd.internal", port: 3310)),
            ("tcp://[fd00::5]:3310", .tcp(host: "fd00::5", port: 3310)),
        ] as [(String, SocketAddress)])
    func readsEndpointsAndWritesThemTheSame(_ text: String, _ address: SocketAddress) {
        #expect(ClamdEndpoint(text) == ClamdEndpoint(address))
        #expect(ClamdEndpoint(text)?.description == text)
    }

    @Test(arguments: [
        "", "unix:", "unix:relative", "/run/clamd.ctl", "tcp://", "tcp://host", "tcp://host:0", "tcp://host:65536",
        "tcp://a:b:3310",
        "tcp://host:3310/", "http://host:3310", "tcp://[]:1",
    ])
    func refusesWhatIsNoEndpoint(_ text: String) {
        #expect(ClamdEndpoint(text) == nil)
    }

    @Test(
        arguments: [
            ("ClamAV 1.4.6/27510/Tue Jan  7 09:32:16 2025", "ClamAV 1.4.6/27510", "2025-01-07T09:32:16Z"),
            ("ClamAV 1.5.0-rc/27650/Wed Dec 31 23:59:59 2025", "ClamAV 1.5.0-rc/27650", "2025-12-31T23:59:59Z"),
            ("ClamAV 1.4.6/27510/yesterday", "ClamAV 1.4.6/27510", nil),
            ("ClamAV 1.4.6", "ClamAV 1.4.6", nil),
        ] as [(String, String, String?)])
    func readsTheVersionAndWhenTheSignaturesWereBuilt(_ text: String, _ engine: String, _ built: String?) throws {
        let version = try #require(ClamdVersion(Array(text.utf8)))
        #expect(version.engine == engine)
        #expect(version.signaturesBuiltAt?.ISO8601Format() == built)
    }

    @Test(arguments: ["", "PONG", "ClamAV", "COMMAND UNAVAILABLE", "UNKNOWN COMMAND", "ClamAV 1.4.6\nClamAV 1.4.6"])
    func refusesWhatIsNoVersion(_ text: String) {
        #expect(ClamdVersion(Array(text.utf8)) == nil)
    }

    @Test func readsThreadsAndQueueFromTheStatistics() throws {
        let text =
            "POOLS: 1\n\nSTATE: VALID PRIMARY\nTHREADS: live 1  idle 0 max 12 idle-timeout 30\nQUEUE: 3 items min_wait: 0.1\n\nEND"
        let statistics = try #require(ClamdStatistics(Array(text.utf8)))
        #expect(statistics.maximumThreads == 12)
        #expect(statistics.queued == 3)
        #expect(ClamdStatistics(Array("COMMAND UNAVAILABLE".utf8)) == nil)
    }

    @Test func judgesTheAgeOfTheSignatures() throws {
        let version = try #require(ClamdVersion(Array("ClamAV 1.4.6/27510/Tue Jan  7 09:32:16 2025".utf8)))
        let proof = ScannerProof(version: version, provenSize: 1)
        let built = try #require(version.signaturesBuiltAt)
        #expect(proof.problem(at: built + 6 * 86_400, maximumAge: .seconds(7 * 86_400)) == nil)
        let problem = try #require(proof.problem(at: built + 9 * 86_400, maximumAge: .seconds(7 * 86_400)))
        #expect(problem.contains("9 days"))
        let unknown = ScannerProof(version: try #require(ClamdVersion(Array("ClamAV 1.4.6".utf8))), provenSize: 1)
        #expect(unknown.problem(at: built, maximumAge: .zero) == nil)
        #expect(unknown.signatureAge(at: built) == nil)
    }

    @Test func asksAClamdThatIsDownOnlyOnceInAWhile() throws {
        let proof = ScannerProof(version: try #require(ClamdVersion(Array("ClamAV 1.4.6".utf8))), provenSize: 1)
        let start = ContinuousClock.now
        var health = ScannerHealth()
        #expect(health.advice(at: start) == .prove)
        health.failed("gone", at: start)
        #expect(health.advice(at: start + .milliseconds(900)) == .down("gone"))
        #expect(health.advice(at: start + .milliseconds(1100)) == .prove)
        health.proved(proof, at: start)
        #expect(health.advice(at: start + .seconds(59)) == .use(proof))
        #expect(health.advice(at: start + .seconds(59), believing: .seconds(5)) == .renew(proof))
        #expect(health.advice(at: start + .seconds(61)) == .renew(proof))
        health.renewed(proof, at: start + .seconds(61))
        #expect(health.advice(at: start + .seconds(100)) == .use(proof))
        #expect(health.advice(at: start + .seconds(901)) == .prove)
        health.doubted("It broke off.", at: start)
        #expect(health.advice(at: start + .seconds(100)) == .prove)
        health.renewed(proof, at: start + .seconds(100))
        #expect(health.advice(at: start + .seconds(100)) == .prove)
    }
}
