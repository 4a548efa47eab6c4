import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct StepConformanceTests {
    let clock = TestClock()

    @Test(arguments: BackEnd.all) func writesDownEverythingOfAStep(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        let entries = [AttachmentState.inspected, .scanned, .released].enumerated().map { index, state in
            TimelineEntry(at: clock.now + Double(index + 1), state: state, detail: "Now \(state.rawValue).")
        }
        let audit = AuditEntry(at: clock.now, actor: "pipeline", action: "release", attachment: .sample(1), detail: "Clean.")
        let verdict = Verdict(outcome: .clean, engine: "ClamAV", reasons: ["Nothing found."])

        try await ledger.commit(
            Step(
                lease: job.lease, attachment: .sample(1), entries: entries, detectedType: "image/png", verdict: verdict,
                messages: [NewMessage(kind: .file, idempotencyKey: "k")], audit: [audit], disposition: .done))

        let attachment = try #require(try await ledger.attachment(.sample(1)))
        #expect(attachment.state == .released)
        #expect(attachment.file.detectedType == "image/png")
        #expect(attachment.verdict == verdict)
        #expect(attachment.updatedAt == clock.now + 3)
        #expect(try await ledger.timeline(of: .sample(1)).dropFirst() == entries[...])
        #expect(try await ledger.audit(after: 0, limit: 10).last?.entry == audit)
        #expect(try await ledger.takeMessages(limit: 1, lease: .seconds(1)).first?.attachment == attachment)
    }

    @Test(arguments: BackEnd.all) func leavesWhatAStepDoesNotName(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        let verdict = Verdict(outcome: .infected, engine: "ClamAV", signature: "Eicar", reasons: ["Found."])
        try await ledger.commit(
            Step(lease: job.lease, attachment: .sample(1), detectedType: "a/b", verdict: verdict, disposition: .keep))
        try await ledger.commit(job.step(.infected, disposition: .done))

        let attachment = try await ledger.attachment(.sample(1))

        #expect(attachment?.verdict == verdict)
        #expect(attachment?.file.detectedType == "a/b")
        #expect(attachment?.state == .infected)
    }

    @Test(arguments: BackEnd.all) func takesAnEntryWithTheSameStateForARemark(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        try await ledger.commit(job.step(.received, .received))
        #expect(try await ledger.timeline(of: .sample(1)).map(\.state) == [.received, .received, .received])
    }

    @Test(arguments: [
        [AttachmentState.released], [.delivered], [.scanned], [.inspected, .released], [.inspected, .received],
        [.infected, .released], [.rejected, .received], [.infected, .delivered],
    ])
    func refusesStatesThatDoNotFollow(_ states: [AttachmentState]) async throws {
        for backEnd in BackEnd.all {
            let ledger = try await backEnd.open(clock)
            let job = try await ledger.acceptAndTake(1)
            var step = job.step(messages: [NewMessage(kind: .file, idempotencyKey: "k")], disposition: .done)
            step.entries = states.map { TimelineEntry(at: clock.now, state: $0, detail: "") }

            #expect(await code { try await ledger.commit(step) } == .illegalTransition)

            #expect(try await ledger.attachment(.sample(1)) == job.attachment)
            #expect(try await ledger.timeline(of: .sample(1)).count == 1)
            #expect(try await ledger.queueStatistics().messages == .init())
            #expect(await code { try await ledger.commit(job.step(.inspected)) } == nil)
        }
    }

    @Test(arguments: BackEnd.all) func refusesASecondMessageWithTheSameKey(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let message = NewMessage(kind: .notice, idempotencyKey: "k", payload: "Sorry.")
        let job = try await ledger.acceptAndTake(1)
        try await ledger.commit(job.step(messages: [message]))
        #expect(await code { try await ledger.commit(job.step(.inspected, messages: [message])) } == .conflict)
        #expect(try await ledger.attachment(.sample(1))?.state == .received)
    }

    @Test(arguments: BackEnd.all) func retriesAParkedJobFromTheStart(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        try await ledger.commit(job.step(.inspected, .failed, disposition: .park(reason: "Gave up.")))

        #expect(try await ledger.retry(.sample(1), by: "anna", reason: "The scanner is back."))

        let again = try #require(try await ledger.takeJob())
        #expect(again.attempts == 1)
        #expect(again.attachment.state == .received)
        #expect(try await ledger.timeline(of: .sample(1)).last?.detail == "tried again (anna): The scanner is back.")
        let audit = try await ledger.audit(after: 0, limit: 10).last?.entry
        #expect(audit?.actor == "anna" && audit?.action == "retry" && audit?.attachment == .sample(1))
    }

    @Test(arguments: BackEnd.all) func retriesAParkedMessageFromTheRelease(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.release(1, messages: [NewMessage(kind: .file, idempotencyKey: "k")])
        let message = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(1)).first)
        try await ledger.commit(message.step(.failed, disposition: .park(reason: "Refused.")))

        #expect(try await ledger.retry(.sample(1), by: "anna", reason: "Permission given."))

        let again = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(1)).first)
        #expect(again.idempotencyKey == "k")
        #expect(again.attachment?.state == .released)
    }

    @Test(arguments: BackEnd.all) func retriesNothingWhereNothingIsParked(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.accept(1...1)
        #expect(try await ledger.retry(.sample(1), by: "anna", reason: "") == false)
        #expect(try await ledger.retry(.sample(2), by: "anna", reason: "") == false)
        #expect(try await ledger.timeline(of: .sample(1)).count == 1)
    }
}
