import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct WorkConformanceTests {
    let clock = TestClock()

    @Test(arguments: BackEnd.all) func takesTheOldestJobsFirst(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.accept(2...2)
        clock.advance(by: .milliseconds(1))
        try await ledger.accept([.sample(3), .sample(1)], detail: "")

        let jobs = try await ledger.takeJobs(limit: 2, lease: .seconds(1))

        #expect(jobs.map(\.attachment) == [.sample(2), .sample(3)])
        #expect(jobs.map(\.attempts) == [1, 1])
        #expect(Set(jobs.map(\.lease.token)).count == 2)
        #expect(try await ledger.takeJobs(limit: 2, lease: .seconds(1)).map(\.attachment.id) == [.sample(1)])
        #expect(try await ledger.takeJobs(limit: 2, lease: .seconds(1)) == [])
    }

    @Test(arguments: BackEnd.all) func givesTheJobAwayWhenTheLeaseIsOver(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.accept(1...1)
        let late = try #require(try await ledger.takeJob(lease: .seconds(10)))
        clock.advance(by: .seconds(10))
        let next = try #require(try await ledger.takeJob(lease: .seconds(10)))

        #expect(next.attempts == 2)
        #expect(await code { try await ledger.commit(late.step(.inspected, disposition: .done)) } == .leaseLost)
        #expect(await code { try await ledger.extend(late.lease, by: .seconds(10)) } == .leaseLost)
        #expect(try await ledger.attachment(.sample(1))?.state == .received)
        #expect(await code { try await ledger.commit(next.step(.inspected, disposition: .done)) } == nil)
    }

    @Test(arguments: BackEnd.all) func letsALateHolderFinishWhatNobodyElseTook(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        clock.advance(by: .seconds(3600))
        #expect(await code { try await ledger.commit(job.step(.inspected, disposition: .done)) } == nil)
    }

    @Test(arguments: BackEnd.all) func keepsAJobWhoseLeaseIsExtended(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.accept(1...1)
        let job = try #require(try await ledger.takeJob(lease: .seconds(10)))
        clock.advance(by: .seconds(9))
        try await ledger.extend(job.lease, by: .seconds(10))
        clock.advance(by: .seconds(9))
        #expect(try await ledger.takeJob() == nil)
        clock.advance(by: .seconds(1))
        #expect(try await ledger.takeJob() != nil)
    }

    @Test(arguments: BackEnd.all) func refusesTheLeaseOfAnotherAttachment(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        try await ledger.accept(2...2)
        let step = Step(lease: job.lease, attachment: .sample(2), disposition: .done)
        #expect(await code { try await ledger.commit(step) } == .leaseLost)
    }

    @Test(arguments: BackEnd.all) func forgetsAFinishedJob(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        try await ledger.commit(job.step(.rejected, disposition: .done))

        #expect(try await ledger.queueStatistics().jobs == .init())
        #expect(await code { try await ledger.commit(job.step(disposition: .keep)) } == .leaseLost)
    }

    @Test(arguments: BackEnd.all) func putsAJobOffUntilItsTime(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        try await ledger.commit(job.step(disposition: .retry(at: clock.now + 5, reason: "The scanner is away.")))
        clock.advance(by: .milliseconds(4999))
        #expect(try await ledger.takeJob() == nil)
        clock.advance(by: .milliseconds(1))

        let again = try #require(try await ledger.takeJob())

        #expect(again.attempts == 2)
        #expect(again.reason == "The scanner is away.")
        #expect(again.lease.token != job.lease.token)
        #expect(await code { try await ledger.commit(job.step(disposition: .done)) } == .leaseLost)
    }

    @Test(arguments: BackEnd.all) func keepsAParkedJobFromEverybody(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        try await ledger.commit(job.step(.failed, disposition: .park(reason: "Gave up.")))
        clock.advance(by: .seconds(1_000_000))

        #expect(try await ledger.takeJob() == nil)
        #expect(try await ledger.queueStatistics().jobs == .init(parked: 1))
        #expect(await code { try await ledger.commit(job.step(disposition: .done)) } == .leaseLost)
    }

    @Test(arguments: BackEnd.all) func sendsTheMessagesOfOneAttachmentInOrder(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let words = NewMessage(kind: .notice, idempotencyKey: "1-notice", payload: "Being scanned.")
        try await ledger.release(1, messages: [words, NewMessage(kind: .file, idempotencyKey: "1-file")])
        try await ledger.release(2, messages: [NewMessage(kind: .file, idempotencyKey: "2-file")])

        let first = try await ledger.takeMessages(limit: 10, lease: .seconds(10))
        #expect(first.map(\.idempotencyKey) == ["1-notice", "2-file"])
        #expect(first[0].kind == .notice && first[0].payload == "Being scanned." && first[0].attachment?.state == .released)
        #expect(first[1].kind == .file && first[1].payload == nil && first[1].attempts == 1)

        try await ledger.commit(first[0].step(disposition: .retry(at: clock.now + 5, reason: "Busy.")))
        #expect(try await ledger.takeMessages(limit: 10, lease: .seconds(10)) == [])
        clock.advance(by: .seconds(5))
        let second = try await ledger.takeMessages(limit: 10, lease: .seconds(10))
        #expect(second.map(\.idempotencyKey) == ["1-notice"])

        try await ledger.commit(second[0].step(disposition: .done))
        let third = try await ledger.takeMessages(limit: 10, lease: .seconds(10))
        #expect(third.map(\.idempotencyKey) == ["1-file"])
        try await ledger.commit(third[0].step(.delivered, disposition: .done))
        #expect(try await ledger.attachment(.sample(1))?.state == .delivered)
    }

    @Test(arguments: BackEnd.all) func letsNoMessageWaitForAParkedOne(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let keys = ["a", "b"]
        try await ledger.release(1, messages: keys.map { NewMessage(kind: .file, idempotencyKey: $0) })
        let first = try #require(try await ledger.takeMessages(limit: 2, lease: .seconds(1)).first)
        try await ledger.commit(first.step(disposition: .park(reason: "Refused.")))

        #expect(try await ledger.takeMessages(limit: 2, lease: .seconds(1)).map(\.idempotencyKey) == ["b"])
    }
}
