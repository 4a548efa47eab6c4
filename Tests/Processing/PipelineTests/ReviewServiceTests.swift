import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

@testable import Pipeline

@Suite struct OperatorDeskTests {
    func desk(_ fixture: Fixture) -> ReviewService {
        ReviewService(fixture.context())
    }

    func held(_ fixture: Fixture) async throws -> AttachmentID {
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(ScriptedScanner(.encrypted)))
        #expect(try await fixture.state(id) == .held)
        return id
    }

    func refusal(_ body: () async throws -> Void) async -> OperatorError.Code? {
        do {
            try await body()
            return nil
        } catch { return (error as? OperatorError)?.code }
    }

    @Test func letsThroughWhatIsHeld() async throws {
        let fixture = try await Fixture()
        let id = try await held(fixture)
        #expect(try await desk(fixture).release(id, by: "anna", reason: "The customer told us the password.")?.state == .released)
        #expect(try fixture.places(id) == ["safe"])
        #expect(try await fixture.messages().map(\.kind) == [.file])
        let entry = try #require(try await fixture.ledger.audit(after: 0, limit: 99).last?.entry)
        #expect(entry.actor == "anna" && entry.action == "attachment.release" && entry.reason?.text?.contains("password") == true)
        #expect(await refusal { _ = try await desk(fixture).release(id, by: "anna", reason: "Again.") } == .notNow)
    }

    @Test(arguments: ["", "  ", "two\nlines", "bell\u{7}", String(repeating: "x", count: 501)])
    func wantsAReasonOfOneLine(_ reason: String) async throws {
        let fixture = try await Fixture()
        let id = try await held(fixture)
        #expect(await refusal { _ = try await desk(fixture).release(id, by: "anna", reason: reason) } == .reasonMissing)
        #expect(try await fixture.state(id) == .held)
        #expect(try fixture.places(id) == ["quarantine"])
    }

    @Test(arguments: [Outcome.infected, .clean, .mismatch]) func letsNothingElseThrough(_ outcome: Outcome) async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(ScriptedScanner(outcome)))
        let before = try fixture.places(id)
        #expect(await refusal { _ = try await desk(fixture).release(id, by: "anna", reason: "Please.") } == .notNow)
        #expect(try fixture.places(id) == before)
    }

    @Test func releasesAtTheSecondTryWhatWasCutOffBetweenStoreAndLedger() async throws {
        let fixture = try await Fixture()
        let id = try await held(fixture)
        struct Cut: Error {}
        let ledger = InterceptedLedger(fixture.ledger) { if $0 == .commit { throw Cut() } }
        let cutOff = ReviewService(fixture.context(ledger: ledger))
        await #expect(throws: Cut.self) { try await cutOff.release(id, by: "anna", reason: "Please.") }
        #expect(try await fixture.state(id) == .held)
        #expect(try await !fixture.attachment(id).isAvailable)
        #expect(try await desk(fixture).release(id, by: "anna", reason: "Please.")?.state == .released)
    }

    @Test func destroysWhatWasHeldReleasedOrNotEvenJudged() async throws {
        let fixture = try await Fixture()
        let heldOne = try await held(fixture)
        let released = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        let received = try await fixture.accept(.note)
        for id in [heldOne, released, received] {
            #expect(try await desk(fixture).delete(id, by: "anna", reason: nil)?.state == .rejected)
            #expect(try fixture.places(id).isEmpty)
            #expect(await refusal { _ = try await desk(fixture).delete(id, by: "anna", reason: nil) } == .notNow)
        }
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        #expect(try await fixture.ledger.queueStatistics().jobs == .init())
        #expect(try await fixture.state(received) == .rejected)
    }

    @Test func hasWhatIsHeldJudgedAgain() async throws {
        let fixture = try await Fixture()
        let id = try await held(fixture)
        #expect(try await desk(fixture).rescan(id, by: "anna", reason: nil)?.state == .received)
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        #expect(try await fixture.state(id) == .released)
        #expect(await refusal { _ = try await desk(fixture).rescan(id, by: "anna", reason: nil) } == .notNow)
        #expect(
            try await desk(fixture).rescan(try #require(AttachmentID("01M7Y8167MBN000P9C6Y94H6XQ")), by: "a", reason: nil) == nil)
    }
}
