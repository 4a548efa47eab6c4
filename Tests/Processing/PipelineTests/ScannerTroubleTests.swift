import Attachments
import Foundation
import Ledger
import ObjectStore
import Pipeline
import Scanning
import TestSupport
import Testing

/// Nobody can scan, or the engine has trouble with one file.
struct ScannerTroubleTests {
    @Test func waitsWithBackoffWhileTheScannerIsAway() async throws {
        let fixture = try await Fixture { $0.scanBackoff = Backoff(base: .seconds(2), cap: .seconds(60)) }
        let id = try await fixture.accept(.note)
        let judge = fixture.judge(ScriptedScanner(isReady: false, .error))
        for expected in [1.0, 2, 4, 8, 16, 30, 30] {
            try await fixture.work(judge)
            #expect(try await fixture.state(id) == .inspected)
            #expect(try await fixture.attachment(id).verdict.outcome == .error)
            #expect(try fixture.places(id) == ["quarantine"])
            fixture.clock.advance(by: .seconds(expected) - .milliseconds(1))
            #expect(try await fixture.ledger.takeJobs(limit: 1, lease: .seconds(60)).isEmpty)
            fixture.clock.advance(by: .milliseconds(1))
            #expect(try await fixture.ledger.queueStatistics().jobs.waiting == 1)
        }
        #expect(try await fixture.messages().isEmpty)
        #expect(try await fixture.states(id) == [.received, .inspected])
    }

    @Test func neverGivesUpWhileTheScannerIsAway() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        let scanner = ScriptedScanner(isReady: false) { number in
            // The first one after the outage breaks off as well.
            .scripted(number > 41 ? .clean : .error)
        }
        let judge = fixture.judge(scanner)
        for _ in 0..<40 {
            try await fixture.work(judge)
            fixture.clock.advance(by: .seconds(60))
        }
        #expect(try await fixture.state(id) == .inspected)
        scanner.becomes(ready: true)
        try await fixture.work(judge)
        #expect(try await fixture.state(id) == .inspected)
        fixture.clock.advance(by: .seconds(60))
        try await fixture.work(judge)
        #expect(try await fixture.state(id) == .released)
    }

    @Test func parksWhatAWorkingScannerCannotJudge() async throws {
        let fixture = try await Fixture { $0.maximumScanAttempts = 5 }
        let id = try await fixture.accept(.note)
        let broken = ScriptedScanner(.error)
        let judge = fixture.judge(broken)
        for attempt in 1...5 {
            #expect(try await fixture.state(id) == (attempt == 1 ? .received : .inspected))
            try await fixture.work(judge)
            fixture.clock.advance(by: .seconds(60))
        }
        #expect(try await fixture.state(id) == .failed)
        #expect(broken.count == 5)
        #expect(try fixture.places(id) == ["quarantine"])
        #expect(try await fixture.ledger.queueStatistics().jobs == .init(parked: 1))
        #expect(try await fixture.actions().contains("attachment.parked"))
        #expect(try await fixture.messages().isEmpty)

        #expect(try await fixture.ledger.retry(id, by: "operator", reason: "the engine was replaced"))
        #expect(try await fixture.state(id) == .received)
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        #expect(try await fixture.state(id) == .released)
        #expect(try await fixture.messages().map(\.kind) == [.file])
    }

    /// Such a file takes the engine along: whoever looks afterwards finds it away, and back for the next attempt.
    @Test func parksWhatEndsTheScanner() async throws {
        let fixture = try await Fixture { $0.maximumScanAttempts = 3 }
        let id = try await fixture.accept(.note)
        let scanner = FragileScanner()
        let judge = fixture.judge(scanner)
        for _ in 0..<3 {
            scanner.restart()
            try await fixture.work(judge)
            fixture.clock.advance(by: .seconds(60))
        }
        #expect(try await fixture.state(id) == .failed)
    }

    @Test(arguments: [Outcome.error, .pending]) func takesNoAnswerForAVerdict(_ outcome: Outcome) async throws {
        let fixture = try await Fixture(
            Policy(onEncrypted: .deliver, onMacro: .deliver, onActiveContent: .deliver, onUnscannable: .deliver))
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(ScriptedScanner(outcome)))
        #expect(try await fixture.state(id) == .inspected)
        #expect(try fixture.places(id) == ["quarantine"])
    }

    @Test func parksWhatHasLostItsBytes() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        try await fixture.store.destroy(id)
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        #expect(try await fixture.state(id) == .failed)
        #expect(try await fixture.ledger.queueStatistics().jobs == .init(parked: 1))
        #expect(try await fixture.messages().isEmpty)
    }

    @Test func triesAgainWhenTheStoreFails() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        struct Broken: Error {}
        let broken = InterceptedStore(fixture.store) { if $0 == .release { throw Broken() } }
        for _ in 0..<20 {
            try await fixture.work(fixture.judge(ScriptedScanner(.clean), store: broken))
            fixture.clock.advance(by: .seconds(60))
        }
        #expect(try await fixture.state(id) == .scanned)
        #expect(try await fixture.messages().isEmpty)
        try await fixture.work(fixture.judge(ScriptedScanner(.infected)))
        #expect(try await fixture.state(id) == .released, "The verdict was there already.")
    }

    @Test func givesUpInTheEndWhenAStepGoesOnFailing() async throws {
        let fixture = try await Fixture { $0.maximumAttempts = 4 }
        let id = try await fixture.accept(.virus)
        struct Broken: Error {}
        let broken = InterceptedStore(fixture.store) { if $0 == .destroy { throw Broken() } }
        for _ in 0..<4 {
            #expect(try await fixture.ledger.queueStatistics().jobs.parked == 0)
            try await fixture.work(fixture.judge(ScriptedScanner(.infected), store: broken))
            fixture.clock.advance(by: .seconds(60))
        }
        // What is infected stays so; the parked job is what an operator sees.
        #expect(try await fixture.state(id) == .infected)
        #expect(try await fixture.ledger.queueStatistics().jobs == .init(parked: 1))
        #expect(try await fixture.ledger.retry(id, by: "operator", reason: "the disk was replaced"))
        try await fixture.work(fixture.judge(ScriptedScanner(.infected)))
        #expect(try fixture.isEmpty())
        #expect(try await fixture.ledger.queueStatistics().jobs == .init())
    }
}
