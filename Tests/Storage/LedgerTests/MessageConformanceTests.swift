import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

import struct Attachments.Attachment

@Suite struct MessageConformanceTests {
    let clock = TestClock()

    // MARK: Keys

    @Test(arguments: BackEnd.all) func takesTheSameSendingOnce(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        func record(_ number: Int, fingerprint: String = "f", scope: String = "web") -> IntakeRecord {
            IntakeRecord(
                attachments: [.sample(number)], claims: [.init(scope: scope, key: "k", fingerprint: fingerprint)],
                detail: "Received.")
        }
        #expect(try await ledger.accept(record(1)) == .accepted)
        #expect(try await ledger.accept(record(2)) == .repeated([.sample(1)]))
        #expect(await code { _ = try await ledger.accept(record(3, fingerprint: "other")) } == .keyReused)
        #expect(try await ledger.accept(record(4, fingerprint: "other", scope: "shop")) == .accepted)
        #expect(try await ledger.attachments(matching: .init()).map(\.id) == [.sample(4), .sample(1)])

        try await ledger.forgetClaims(before: clock.now + 1, lastingBefore: .distantPast)
        #expect(try await ledger.accept(record(5, fingerprint: "other")) == .accepted)
    }

    @Test(arguments: BackEnd.all) func takesNoMoreFilesThanATokenAllows(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        func record(_ numbers: ClosedRange<Int>) -> IntakeRecord {
            IntakeRecord(
                attachments: numbers.map { .sample($0) }, allowance: .init(token: "t", files: 2, expires: clock.now + 60),
                detail: "Received.")
        }
        #expect(try await ledger.accept(record(1...1)) == .accepted)
        #expect(await code { _ = try await ledger.accept(record(2...3)) } == .allowanceExceeded)
        #expect(try await ledger.accept(record(4...4)) == .accepted)
        #expect(await code { _ = try await ledger.accept(record(5...5)) } == .allowanceExceeded)
    }

    @Test(arguments: BackEnd.all) func tellsBeforehandWhatATokenHasUsedAndWhichKeysAreTaken(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        #expect(try await ledger.filesTaken(under: "t") == 0)
        #expect(try await ledger.isClaimed("k", in: "shop") == false)
        let allowance = IntakeRecord.Allowance(token: "t", files: 2, expires: clock.now + 60)
        func record(_ numbers: ClosedRange<Int>, claims: [IntakeRecord.Claim] = []) -> IntakeRecord {
            IntakeRecord(attachments: numbers.map { .sample($0) }, claims: claims, allowance: allowance, detail: "Received.")
        }
        _ = try await ledger.accept(record(1...2, claims: [.init(scope: "shop", key: "k", fingerprint: "f")]))
        #expect(await code { _ = try await ledger.accept(record(3...3)) } == .allowanceExceeded)
        #expect(try await ledger.filesTaken(under: "t") == 2)
        #expect(try await ledger.filesTaken(under: "u") == 0)
        #expect(try await ledger.isClaimed("k", in: "shop"))
        #expect(try await ledger.isClaimed("k", in: "web") == false)
    }

    @Test(arguments: BackEnd.all) func takesAMessageThatIsToldTwiceOnce(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let first = IntakeRecord(message: .sample(1, key: "open/shop/m1"), announced: [.sample(1)], detail: "")
        #expect(try await ledger.accept(first) == .accepted)
        let again = IntakeRecord(message: .sample(2, key: "open/shop/m1"), announced: [.sample(2)], detail: "")
        #expect(try await ledger.accept(again) == .repeated([]))
        #expect(try await ledger.message(.sample(1)) == .sample(1, key: "open/shop/m1"))
        #expect(try await ledger.message(.sample(2)) == nil)
        #expect(try await ledger.queueStatistics().fetches.waiting == 1)
    }

    // MARK: Fetches

    @Test(arguments: BackEnd.all) func fetchesAnAnnouncedFileAndHasItJudged(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.accept(IntakeRecord(message: .sample(1), announced: [.sample(1)], detail: ""))
        let fetch = try #require(try await ledger.takeFetches(limit: 5, lease: .seconds(10)).first)
        #expect(fetch.id == .sample(1) && fetch.message == .sample(1) && fetch.attempts == 1)
        #expect(fetch.file == IntakeRecord.Announcement.sample(1).file)
        #expect(try await ledger.attachment(.sample(1)) == nil)

        try await ledger.commit(fetch.step(record: .part(1), .received, disposition: .done))

        #expect(try await ledger.attachment(.sample(1)) == .part(1))
        #expect(try await ledger.timeline(of: .sample(1)).map(\.state) == [.received])
        #expect(try await ledger.parts(of: .sample(1)) == [.part(1)])
        let job = try #require(try await ledger.takeJob())
        #expect(job.attachment == .part(1) && job.message == .sample(1))
        #expect(try await ledger.queueStatistics().fetches == .init())
        #expect(await code { try await ledger.commit(fetch.step(disposition: .done)) } == .leaseLost)
    }

    @Test(arguments: BackEnd.all) func retriesAFetchThatWasGivenUp(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.accept(IntakeRecord(message: .sample(1), announced: [.sample(1)], detail: ""))
        let fetch = try #require(try await ledger.takeFetches(limit: 5, lease: .seconds(10)).first)
        try await ledger.commit(
            fetch.step(record: .part(1, state: .failed), .failed, disposition: .park(reason: "Gone.")))
        #expect(try await ledger.attachment(.sample(1))?.state == .failed)
        #expect(try await ledger.takeFetches(limit: 5, lease: .seconds(10)) == [])

        #expect(try await ledger.retry(.sample(1), by: "anna", reason: "It is back."))

        #expect(try await ledger.attachment(.sample(1))?.state == .failed)
        let again = try #require(try await ledger.takeFetches(limit: 5, lease: .seconds(10)).first)
        #expect(again.attempts == 1)
        try await ledger.commit(again.step(record: .part(1), .received, disposition: .done))
        #expect(try await ledger.attachment(.sample(1))?.state == .received)
        #expect(try await ledger.timeline(of: .sample(1)).map(\.state) == [.failed, .failed, .received])
        #expect(try await ledger.takeJob()?.attachment.file.size == 48_211)
    }

    // MARK: Order

    @Test(arguments: BackEnd.all) func keepsTheOrderOfAMessage(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.accept(
            IntakeRecord(
                attachments: [.part(1), .part(2), .part(3)], message: .sample(1),
                sequence: [
                    .message(.init(kind: .text, idempotencyKey: "text")), .slot(.sample(1)), .slot(.sample(2)), .slot(.sample(3)),
                ],
                detail: ""))
        let jobs = try await ledger.takeJobs(limit: 3, lease: .seconds(10))
        // The second is judged first, the first is refused, the third waits for both.
        try await ledger.commit(
            jobs[1].step(.inspected, .scanned, .released, messages: [.init(kind: .file, idempotencyKey: "2")], disposition: .done))
        #expect(try await ledger.queueStatistics().messages.waiting == 2)
        let text = try await ledger.takeMessages(limit: 5, lease: .seconds(10))
        #expect(text.map(\.kind) == [.text] && text.first?.origin == .sample(1) && text.first?.attachment == nil)
        try await ledger.commit(text[0].step(disposition: .done))
        #expect(try await ledger.takeMessages(limit: 5, lease: .seconds(10)) == [])

        try await ledger.commit(
            jobs[0].step(.rejected, messages: [.init(kind: .notice, idempotencyKey: "1")], disposition: .keep))
        let notice = try await ledger.takeMessages(limit: 5, lease: .seconds(10))
        #expect(notice.map(\.kind) == [.notice] && notice.first?.attachment?.id == .sample(1))
        try await ledger.commit(notice[0].step(disposition: .done))
        let second = try await ledger.takeMessages(limit: 5, lease: .seconds(10))
        #expect(second.map(\.idempotencyKey) == ["2"] && second.first?.origin == .sample(1))
        try await ledger.commit(second[0].step(.delivered, disposition: .done))

        // Held: its place is given up, and nothing is left.
        try await ledger.commit(jobs[2].step(.inspected, .held, disposition: .done))
        #expect(try await ledger.queueStatistics().messages == .init())
    }

    @Test(arguments: BackEnd.all) func forwardsAMessageWhenAllOfItIsSettled(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.accept(
            IntakeRecord(
                message: .sample(1), announced: [.sample(1), .sample(2)],
                sequence: [.slot(.sample(1)), .slot(.sample(2)), .message(.init(kind: .forward, idempotencyKey: "whole"))],
                detail: ""))
        let fetches = try await ledger.takeFetches(limit: 5, lease: .seconds(10))
        try await ledger.commit(
            fetches[0].step(record: .part(1, state: .failed), .failed, disposition: .park(reason: "Gone.")))
        try await ledger.commit(fetches[1].step(record: .part(2), .received, disposition: .done))
        #expect(try await ledger.takeMessages(limit: 5, lease: .seconds(10)) == [])

        let job = try #require(try await ledger.takeJob())
        try await ledger.commit(job.step(.inspected, .scanned, .released, disposition: .done))

        let forward = try #require(try await ledger.takeMessages(limit: 5, lease: .seconds(10)).first)
        #expect(forward.kind == .forward && forward.origin == .sample(1))
        #expect(try await ledger.parts(of: .sample(1)).map(\.state) == [.failed, .released])
        var step = forward.step(disposition: .done)
        step.message = .sample(1)
        step.messages = [.init(kind: .receipt, idempotencyKey: "receipt", payload: "{}")]
        try await ledger.commit(step)
        let receipt = try await ledger.takeMessages(limit: 5, lease: .seconds(10))
        #expect(receipt.map(\.kind) == [.receipt] && receipt.first?.origin == .sample(1) && receipt.first?.payload == "{}")
    }
}

extension ConversationMessage {
    static func sample(_ number: Int, key: String = "channel/shop/1") -> ConversationMessage {
        ConversationMessage(
            id: .sample(number), key: key, direction: .outbound, source: .webhook, channel: "shop", externalID: "m1",
            conversationID: "c1", contactID: "anna", text: "Hello", payload: #"{"id":"m1"}"#, createdAt: TestClock().now)
    }
}

extension ULID<ConversationMessage> {
    static func sample(_ number: Int) -> MessageID {
        guard let id = MessageID(AttachmentID.sample(number).description) else {
            preconditionFailure("The sample is no identifier.")
        }
        return id
    }
}

extension IntakeRecord.Announcement {
    static func sample(_ number: Int) -> IntakeRecord.Announcement {
        IntakeRecord.Announcement(
            id: .sample(number),
            file: AnnouncedFile(
                location: .url("https://api.example.com/\(number)"), name: "a.pdf", claimedType: "application/pdf", claimedSize: 5))
    }
}

extension Attachment {
    /// A part of the first sample message.
    static func part(_ number: Int, state: AttachmentState = .received) -> Attachment {
        let sample = Attachment.sample(number)
        return Attachment(
            id: sample.id, state: state, source: .webhook, partOf: .sample(1), file: sample.file, createdAt: sample.createdAt)
    }
}

extension Fetch {
    func step(record: Attachment? = nil, _ states: AttachmentState..., disposition: Step.Disposition) -> Step {
        Step(
            lease: lease, attachment: id, message: message.id, record: record,
            entries: states.map { TimelineEntry(at: createdAt, state: $0, detail: "So.") }, disposition: disposition)
    }
}
