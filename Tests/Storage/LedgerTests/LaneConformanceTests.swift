import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

/// What one customer sends goes in one lane.
@Suite struct LaneConformanceTests {
    let clock = TestClock()
    private static let lane = "from/anna"

    private func text(_ name: String, in ledger: any Ledger) async throws {
        let number = name.utf8.reduce(0) { $0 * 10 + Int($1) } % 1000 + 10
        _ = try await ledger.accept(
            IntakeRecord(
                message: .sample(number, key: name), sequence: [.message(.init(kind: .text, idempotencyKey: name))],
                lane: Self.lane,
                detail: ""))
    }

    private func file(_ number: Int, in ledger: any Ledger) async throws {
        _ = try await ledger.accept(
            IntakeRecord(
                attachments: [.sample(number)], sequence: [.yieldingSlot(.sample(number), after: .seconds(3))], lane: Self.lane,
                detail: ""))
    }

    private func take(_ ledger: any Ledger) async throws -> [OutboxMessage] {
        try await ledger.takeMessages(limit: 9, lease: .seconds(60))
    }

    /// Sends all that may be sent, one after another, and tells in which order.
    private func drain(_ ledger: any Ledger) async throws -> [String] {
        var keys: [String] = []
        while let message = try await take(ledger).first {
            keys.append(message.idempotencyKey)
            try await ledger.commit(Step(lease: message.lease, attachment: message.attachment?.id, disposition: .done))
        }
        return keys
    }

    private func release(_ number: Int, in ledger: any Ledger) async throws {
        let jobs = try await ledger.takeJobs(limit: 9, lease: .seconds(0))
        let job = try #require(jobs.first { $0.attachment.id == .sample(number) })
        let file = NewMessage(kind: .file, idempotencyKey: "file-\(number)")
        try await ledger.commit(job.step(.inspected, .scanned, .released, messages: [file], disposition: .done))
    }

    @Test(arguments: BackEnd.all) func aTextThatFailsHoldsUpThoseBehindIt(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        for name in ["a", "b", "c"] { try await text(name, in: ledger) }
        let first = try await take(ledger)
        #expect(first.map(\.idempotencyKey) == ["a"])
        try await ledger.commit(
            Step(lease: first[0].lease, attachment: nil, disposition: .retry(at: clock.now + 5, reason: "503")))
        #expect(try await take(ledger).isEmpty)
        clock.advance(by: .seconds(5))
        #expect(try await drain(ledger) == ["a", "b", "c"])
    }

    @Test(arguments: BackEnd.all) func aFileThatIsJudgedInTimeKeepsItsPlace(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await text("a", in: ledger)
        try await file(1, in: ledger)
        try await text("b", in: ledger)
        #expect(try await drain(ledger) == ["a"])
        clock.advance(by: .seconds(2))
        #expect(try await take(ledger).isEmpty)
        try await release(1, in: ledger)
        #expect(try await drain(ledger) == ["file-1", "b"])
    }

    @Test(arguments: BackEnd.all) func aFileThatTakesLongLetsOthersPastAndTheySaySo(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await file(1, in: ledger)
        try await text("a", in: ledger)
        try await ledger.waitForWork(.outbox, atMost: .zero)
        clock.advance(by: .seconds(3))
        let past = try await take(ledger)
        #expect(past.map(\.idempotencyKey) == ["a"] && past.first?.overtakes == [.sample(1)])
        try await ledger.commit(Step(lease: past[0].lease, attachment: nil, disposition: .done))
        try await release(1, in: ledger)
        let late = try await take(ledger)
        #expect(late.map(\.idempotencyKey) == ["file-1"] && late.first?.overtakes == [])
        #expect(try await ledger.queueStatistics().messages.waiting == 0)
    }

    @Test(arguments: BackEnd.all) func aFileThatIsHeldHoldsUpNothingAndComesWhenItIsReleased(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await file(1, in: ledger)
        try await text("a", in: ledger)
        let job = try #require(try await ledger.takeJob())
        try await ledger.commit(job.step(.inspected, .held, disposition: .done))
        let past = try await take(ledger)
        #expect(past.map(\.idempotencyKey) == ["a"] && past.first?.overtakes == [.sample(1)])
        try await ledger.commit(Step(lease: past[0].lease, attachment: nil, disposition: .done))
        #expect(try await ledger.queueStatistics().messages == .init())
        let released = TimelineEntry(at: clock.now, state: .released, detail: "Released.")
        _ = try await ledger.rule(
            Transition(
                attachment: .sample(1), states: [.held], entry: released,
                messages: [.init(kind: .file, idempotencyKey: "file-1")]))
        #expect(try await drain(ledger) == ["file-1"])
    }

    /// What is held for long is expired like anything else, and its place with it.
    @Test(arguments: BackEnd.all) func aPlaceIsNotInTheWayOfRetention(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await file(1, in: ledger)
        let job = try #require(try await ledger.takeJob())
        try await ledger.commit(job.step(.inspected, .held, disposition: .done))
        clock.advance(by: .seconds(60))
        let audit = AuditEntry(at: clock.now, actor: "housekeeper", action: "expire", detail: "over")
        let expired = try await ledger.expire(Expiry(.held, before: clock.now, limit: 5), audit: audit)
        #expect(expired == [.sample(1)])
        try await text("a", in: ledger)
        #expect(try await take(ledger).first?.overtakes == [])
    }

    @Test(arguments: BackEnd.all) func aCheckpointOnlyAdvances(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        #expect(try await ledger.checkpoint(.notifications) == nil)
        try await ledger.advance(.notifications, to: clock.now)
        try await ledger.advance(.notifications, to: clock.now - 5)
        #expect(try await ledger.checkpoint(.notifications) == clock.now)
        try await ledger.advance(.notifications, to: clock.now + 5)
        #expect(try await ledger.checkpoint(.notifications) == clock.now + 5)
    }
}
