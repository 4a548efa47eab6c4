import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

/// What deliveries need of the ledger besides: messages that are due later, or not at all any more.
@Suite struct OutcomeConformanceTests {
    let clock = TestClock()

    private func record() -> IntakeRecord {
        let placeholder = NewMessage(kind: .placeholder, idempotencyKey: "p", delay: .seconds(3))
        return IntakeRecord(
            attachments: [.sample(1)],
            sequence: [.provisional(placeholder, .sample(1)), .yieldingSlot(.sample(1), after: .seconds(3))], lane: "from/anna",
            detail: "Received.")
    }

    @Test(arguments: BackEnd.all) func aMessageIsDueAfterItsDelay(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.accept(record())
        #expect(try await ledger.takeMessages(limit: 1, lease: .seconds(9)).isEmpty)
        clock.advance(by: .seconds(3))
        let message = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(9)).first)
        #expect(message.kind == .placeholder && message.attachment?.id == .sample(1))
    }

    @Test(arguments: BackEnd.all) func whatIsProvisionalGoesWhenTheAttachmentIsSettled(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.accept(record())
        let job = try #require(try await ledger.takeJob())
        let file = NewMessage(kind: .file, idempotencyKey: "f")
        try await ledger.commit(job.step(.inspected, .scanned, .released, messages: [file], disposition: .done))
        #expect(try await ledger.takeMessages(limit: 9, lease: .seconds(9)).map(\.kind) == [.file])
        clock.advance(by: .seconds(8))
        #expect(try await ledger.takeMessages(limit: 9, lease: .seconds(9)).isEmpty)
    }

    @Test(arguments: BackEnd.all) func whatIsProvisionalAndOnItsWayHoldsTheFileUp(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.accept(record())
        let job = try #require(try await ledger.takeJob())
        clock.advance(by: .seconds(3))
        let placeholder = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(9)).first)
        let file = NewMessage(kind: .file, idempotencyKey: "f")
        try await ledger.commit(job.step(.inspected, .scanned, .released, messages: [file], disposition: .done))
        #expect(try await ledger.takeMessages(limit: 9, lease: .seconds(9)).isEmpty)
        try await ledger.commit(Step(lease: placeholder.lease, attachment: .sample(1), remark: "shown", disposition: .done))
        #expect(try await ledger.takeMessages(limit: 9, lease: .seconds(9)).map(\.kind) == [.file])
        let last = try #require(try await ledger.timeline(of: .sample(1)).last)
        #expect(last.detail == "shown" && last.state == .released)
    }

    @Test(arguments: BackEnd.all) func whatIsPostponedHasNotBeenTried(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.release(1, messages: [NewMessage(kind: .file, idempotencyKey: "f")])
        for _ in 0..<3 {
            let message = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(9)).first)
            #expect(message.attempts == 1)
            try await ledger.commit(
                Step(
                    lease: message.lease, attachment: .sample(1),
                    disposition: .postpone(to: clock.now + 5, reason: "kept back")))
            #expect(try await ledger.takeMessages(limit: 1, lease: .seconds(9)).isEmpty)
            clock.advance(by: .seconds(5))
        }
    }

    /// A notice is parked for files that were never judged: trying it again releases nothing.
    @Test(arguments: BackEnd.all) func aRetryOfOtherWordsReleasesNoFile(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        let notice = NewMessage(kind: .notice, idempotencyKey: "n")
        try await ledger.commit(job.step(.failed, messages: [notice], disposition: .done))
        let message = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(9)).first)
        try await ledger.commit(Step(lease: message.lease, attachment: .sample(1), disposition: .park(reason: "no")))
        #expect(try await ledger.retry(.sample(1), by: "operator", reason: "again"))
        #expect(try await ledger.attachment(.sample(1))?.state == .failed)
        #expect(try await ledger.takeMessages(limit: 1, lease: .seconds(9)).count == 1)
    }

    @Test(arguments: BackEnd.all) func theLinkThatWentOutIsKept(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.release(1, messages: [NewMessage(kind: .file, idempotencyKey: "f")])
        for link in ["https://files.example.com/1", "https://files.example.com/2"] {
            let message = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(9)).first)
            let next = NewMessage(kind: .removal, idempotencyKey: link)
            try await ledger.commit(
                Step(lease: message.lease, attachment: .sample(1), sentLink: link, messages: [next], disposition: .done))
            clock.advance(by: .milliseconds(1))
        }
        let last = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(9)).first)
        #expect(last.sentLink == "https://files.example.com/2")
    }
}
