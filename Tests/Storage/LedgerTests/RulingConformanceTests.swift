import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct RulingConformanceTests {
    let clock = TestClock()

    func transition(
        _ number: Int, _ states: Set<AttachmentState>, to state: AttachmentState, verdict: Verdict? = nil,
        messages: [NewMessage] = [], job: Bool = false
    ) -> Transition {
        Transition(
            attachment: .sample(number), states: states, entry: TimelineEntry(at: clock.now, state: state, detail: "Decided."),
            verdict: verdict, messages: messages,
            audit: [AuditEntry(at: clock.now, actor: "anna", action: "decide", attachment: .sample(number), detail: "Decided.")],
            queuesJob: job)
    }

    /// An attachment at rest in a state.
    func rest(_ number: Int, _ states: AttachmentState..., in ledger: any Ledger, verdict: Verdict? = nil) async throws {
        let job = try await ledger.acceptAndTake(number)
        var step = job.step(disposition: .done)
        step.entries = states.map { TimelineEntry(at: clock.now, state: $0, detail: "So.") }
        step.verdict = verdict
        step.examinations = verdict.map { [Examination(by: "clamd", version: $0.engine, findings: $0.findings)] } ?? []
        try await ledger.commit(step)
    }

    @Test(arguments: BackEnd.all) func doesEverythingThatIsDecided(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await rest(1, .held, in: ledger)
        let message = NewMessage(kind: .file, idempotencyKey: "1")
        let ruled = try await ledger.rule(transition(1, [.held], to: .released, messages: [message]))
        #expect(ruled?.state == .released)
        #expect(try await ledger.timeline(of: .sample(1)).map(\.state) == [.received, .held, .released])
        #expect(try await ledger.takeMessages(limit: 9, lease: .seconds(1)).map(\.idempotencyKey) == ["1"])
        #expect(try await ledger.audit(after: 0, limit: 9).last?.entry.action == "decide")
        #expect(try await ledger.takeJob() == nil)
        #expect(try await ledger.rule(transition(2, [.held], to: .released)) == nil)
    }

    @Test(arguments: BackEnd.all) func refusesWhatIsNotInTheState(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await rest(1, .held, in: ledger)
        #expect(await code { _ = try await ledger.rule(transition(1, [.failed], to: .received)) } == .illegalTransition)
        #expect(await code { _ = try await ledger.rule(transition(1, [.held], to: .delivered)) } == .illegalTransition)
        #expect(try await ledger.attachment(.sample(1))?.state == .held)
    }

    @Test(arguments: BackEnd.all) func endsWithTheBytes(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await rest(1, .held, in: ledger)
        #expect(try await ledger.attachment(.sample(1))?.purgedAt == nil)
        let ruled = try await ledger.rule(transition(1, [.held], to: .rejected, job: true))
        #expect(ruled?.purgedAt == clock.now)
        #expect(try await ledger.takeJob()?.attachment.state == .rejected)
        #expect(await code { _ = try await ledger.rule(transition(1, [.rejected], to: .rejected)) } == .illegalTransition)
    }

    @Test(arguments: BackEnd.all) func dropsWhatWasGivenUp(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        try await ledger.commit(job.step(.failed, disposition: .park(reason: "Gave up.")))
        _ = try await ledger.rule(transition(1, [.failed], to: .received, job: true))
        #expect(try await ledger.queueStatistics().jobs == .init(waiting: 1, oldestWaiting: .zero))
        #expect(try await ledger.retry(.sample(1), by: "anna", reason: "Again.") == false)
    }

    @Test(arguments: BackEnd.all) func findsWhatAnotherEngineJudged(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        for (number, engine) in [(1, "A/1"), (2, "A/2"), (3, "A/3")] {
            try await rest(number, .held, in: ledger, verdict: Verdict(outcome: .clean, engine: engine))
        }
        try await rest(4, .rejected, in: ledger, verdict: Verdict(outcome: .encrypted, engine: "A/1"))
        try await rest(5, .held, in: ledger)
        let found = try await ledger.keptAttachments(notJudgedBy: "A/2", limit: 9)
        #expect(Set(found.map(\.id)) == [.sample(1), .sample(3)])
        #expect(try await ledger.keptAttachments(notJudgedBy: "A/2", limit: 1).count == 1)
        let again = transition(1, [.held], to: .held, verdict: Verdict(outcome: .clean, engine: "A/2"))
        _ = try await ledger.rule(again)
        #expect(try await ledger.keptAttachments(notJudgedBy: "A/2", limit: 9).map(\.id) == [.sample(3)])
    }

    @Test(arguments: BackEnd.all) func endsTheKeepingOfBytesOnlyWhenNothingWaits(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.release(1, messages: [NewMessage(kind: .file, idempotencyKey: "1")])
        try await ledger.release(2, messages: [])
        try await rest(3, .held, in: ledger)
        clock.advance(by: .seconds(100))
        let entry = AuditEntry(at: clock.now, actor: "h", action: "expire", detail: "Over.")
        #expect(try await ledger.expire(Expiry(.released, before: clock.now - 200, limit: 9), audit: entry).isEmpty)
        #expect(try await ledger.expire(Expiry(.released, before: clock.now, limit: 9), audit: entry) == [.sample(2)])
        #expect(try await ledger.expire(Expiry(.released, before: clock.now, limit: 9), audit: entry).isEmpty)
        #expect(try await ledger.attachment(.sample(2))?.isAvailable == false)
        #expect(try await ledger.takeJobs(limit: 9, lease: .seconds(1)).map(\.attachment.id) == [.sample(2)])
        #expect(try await ledger.audit(after: 0, limit: 99).last?.entry.attachment == .sample(2))
    }

    @Test(arguments: BackEnd.all) func expiresWhatWasGivenUp(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        try await ledger.commit(job.step(.failed, disposition: .park(reason: "Gave up.")))
        clock.advance(by: .seconds(1))
        let entry = AuditEntry(at: clock.now, actor: "h", action: "expire", detail: "Over.")
        #expect(try await ledger.expire(Expiry(.failed, before: clock.now, limit: 9), audit: entry) == [.sample(1)])
        #expect(try await ledger.queueStatistics().jobs.parked == 0)
    }

    @Test(arguments: BackEnd.all) func forgetsWhatIsLongOver(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        var step = try await ledger.acceptAndTake(1).step(.rejected, disposition: .done)
        step.sentLink = "https://platform.example/1"
        try await ledger.commit(step)
        try await rest(2, .held, in: ledger)
        clock.advance(by: .seconds(100))
        #expect(try await ledger.forget(Expiry(.rejected, before: clock.now - 200, limit: 9)) == 0)
        #expect(try await ledger.forget(Expiry(.held, before: clock.now, limit: 9)) == 0)
        #expect(try await ledger.forget(Expiry(.rejected, before: clock.now, limit: 9)) == 1)
        #expect(try await ledger.attachment(.sample(1)) == nil)
        #expect(try await ledger.timeline(of: .sample(1)).isEmpty)
        #expect(try await ledger.audit(after: 0, limit: 9).contains { $0.entry.attachment == .sample(1) })
        #expect(try await ledger.queueStatistics().attachments[.rejected] ?? 0 == 0)
    }

    @Test(arguments: BackEnd.all) func forgetsMessagesThatNothingBelongsTo(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        for number in 1...2 {
            let id = try #require(MessageID("01J0000000000000000000000\(number)"))
            let message = ConversationMessage(
                id: id, key: "k\(number)", direction: .inbound, source: .channel, channel: "shop", createdAt: clock.now)
            let words = NewMessage(kind: .text, idempotencyKey: "\(number)")
            _ = try await ledger.accept(IntakeRecord(message: message, sequence: number == 1 ? [.message(words)] : [], detail: ""))
        }
        #expect(try await ledger.forgetMessages(before: clock.now, limit: 9) == 0)
        #expect(try await ledger.forgetMessages(before: clock.now + 1, limit: 9) == 1)
    }
}
