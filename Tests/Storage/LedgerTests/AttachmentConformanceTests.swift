import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct AttachmentConformanceTests {
    let clock = TestClock()

    @Test(arguments: BackEnd.all) func givesBackEverythingOfAnAttachment(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let full = Attachment(
            id: .sample(1), source: .channel, conversationID: "c", contactID: "k", messageID: "m",
            file: FileFacts(
                name: "Rechnung \"ü\" 🧾\u{0}%_.pdf", size: .max, sha256: "ff", claimedType: "a/b", detectedType: "c/d"),
            verdict: Verdict(
                outcome: .active, activeContent: .macro, engine: "E 1", signature: "S", reasons: ["One.", "Two,\n\"three\"."]),
            createdAt: Date(timeIntervalSince1970: 1_750_000_000.123), updatedAt: Date(timeIntervalSince1970: 1_750_000_001.999))
        let bare = Attachment(
            id: .sample(2), source: .scan, file: FileFacts(name: "", size: 0, sha256: ""), createdAt: clock.now)

        try await ledger.accept([full, bare], detail: "Received.")

        #expect(try await ledger.attachment(.sample(1)) == full)
        #expect(try await ledger.attachment(.sample(2)) == bare)
        #expect(try await ledger.attachment(.sample(3)) == nil)
        #expect(
            try await ledger.timeline(of: .sample(1))
                == [TimelineEntry(at: full.createdAt, state: .received, detail: "Received.")])
        #expect(try await ledger.timeline(of: .sample(3)) == [])
    }

    @Test(arguments: BackEnd.all) func takesInNothingWhenOneIdentifierIsKnown(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.accept(2...2)

        #expect(await code { try await ledger.accept(1...3) } == .conflict)

        #expect(try await ledger.attachments(matching: AttachmentQuery()).map(\.id) == [.sample(2)])
        #expect(try await ledger.queueStatistics().jobs.waiting == 1)
    }

    @Test(arguments: BackEnd.all) func listsPagesNewestFirst(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.accept(1...5)

        let first = try await ledger.attachments(matching: AttachmentQuery(limit: 2))
        let second = try await ledger.attachments(matching: AttachmentQuery(after: first.last?.id, limit: 9))

        #expect(first.map(\.id) == [.sample(5), .sample(4)])
        #expect(second.map(\.id) == [.sample(3), .sample(2), .sample(1)])
    }

    @Test(arguments: [
        (AttachmentQuery(state: .received), [3, 2]),
        (AttachmentQuery(state: .inspected), [1]),
        (AttachmentQuery(state: .held), []),
        (AttachmentQuery(conversationID: "a"), [2, 1]),
        (AttachmentQuery(state: .received, conversationID: "a"), [2]),
        (AttachmentQuery(text: "REPORT"), [3, 1]),
        (AttachmentQuery(text: "100%"), [2]),
        (AttachmentQuery(text: "%"), [2]),
        (AttachmentQuery(text: "_"), [3]),
        (AttachmentQuery(text: "\\"), []),
        (AttachmentQuery(text: "00003"), [3]),
        (AttachmentQuery(text: "report", after: .sample(3)), [1]),
    ])
    func findsWhatMatches(_ query: AttachmentQuery, _ expected: [Int]) async throws {
        for backEnd in BackEnd.all {
            let ledger = try await backEnd.open(clock)
            try await ledger.accept([.sample(1, conversation: "a", name: "Report.pdf")], detail: "")
            try await ledger.accept(
                [.sample(2, conversation: "a", name: "100%.png"), .sample(3, conversation: "b", name: "my_report.pdf")], detail: "")
            if let job = try await ledger.takeJob() { try await ledger.commit(job.step(.inspected)) }

            #expect(try await ledger.attachments(matching: query).map(\.id) == expected.map { .sample($0) })
        }
    }

    @Test(arguments: BackEnd.all) func countsEverything(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        #expect(try await ledger.queueStatistics() == QueueStatistics())
        try await ledger.release(1, messages: [NewMessage(kind: .file, idempotencyKey: "1")])
        let parked = try await ledger.acceptAndTake(2)
        try await ledger.commit(parked.step(.failed, disposition: .park(reason: "Gave up.")))
        _ = try await ledger.acceptAndTake(3)
        try await ledger.accept(4...5)
        clock.advance(by: .seconds(7))

        let queueStatistics = try await ledger.queueStatistics()

        #expect(queueStatistics.attachments.filter { $0.value > 0 } == [.released: 1, .failed: 1, .received: 3])
        #expect(queueStatistics.jobs == .init(waiting: 2, leased: 1, parked: 1, oldestWaiting: .seconds(7)))
        #expect(queueStatistics.messages == .init(waiting: 1, oldestWaiting: .seconds(7)))
    }

    @Test(arguments: BackEnd.all) func keepsTheAuditLogInOrder(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let own = AuditEntry(at: clock.now, actor: "web", action: "login", detail: "Opened the console.")
        try await ledger.accept(1...1)
        try await ledger.recordAudit(own)

        let records = try await ledger.audit(after: 0, limit: 10)

        let accepted = AuditEntry(at: clock.now, actor: "upload", action: "accept", attachment: .sample(1), detail: "Received.")
        #expect(records.map(\.entry) == [accepted, own])
        #expect(try await ledger.audit(after: records[0].number, limit: 10) == [records[1]])
        #expect(try await ledger.audit(after: 0, limit: 1) == [records[0]])
    }

    @Test(arguments: BackEnd.all) func checksItself(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        for _ in 0..<3 { try await ledger.check() }
    }
}
