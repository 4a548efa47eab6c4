import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

import struct Attachments.Attachment

/// One customer goes, with everything, and nobody else.
@Suite struct ErasureConformanceTests {
    let clock = TestClock()

    private func attachment(_ number: Int, of contact: String?, partOf message: MessageID? = nil) -> Attachment {
        Attachment(
            id: .sample(number), source: .upload, conversationID: "talk", contactID: contact, partOf: message,
            file: FileFacts(name: "secret-\(number).txt", size: 10, sha256: "\(number)"), createdAt: clock.now)
    }

    /// Holds a file, and has an operator say why it is let go.
    private func rest(_ number: Int, of contact: String, in ledger: any Ledger) async throws {
        try await ledger.accept([attachment(number, of: contact)], detail: "Received.")
        let job = try #require(try await ledger.takeJob())
        try await ledger.commit(job.step(.held, disposition: .done))
        let reason = try AuditReason("Mr Smith of \(contact) told us.")
        _ = try await ledger.rule(
            Transition(
                attachment: .sample(number), states: [.held], entry: TimelineEntry(at: clock.now, state: .released, detail: "So."),
                messages: [NewMessage(kind: .file, idempotencyKey: "\(number)")],
                audit: [
                    AuditEntry(
                        at: clock.now, actor: "anna", action: "attachment.release", attachment: .sample(number), detail: "released",
                        reason: reason)
                ]))
    }

    private func erase(_ contact: String, in ledger: any Ledger) async throws -> CustomerRecords {
        let withdrawal = try await ledger.withdraw(contact, limit: 100)
        var gone = withdrawal.gone
        gone += try await ledger.erase(withdrawal.files, of: contact) { [clock] records in
            AuditEntry(at: clock.now, actor: "anna", action: "customer.erased", detail: "\(records.attachments) files")
        }
        return gone
    }

    private func check(_ ledger: any Ledger) async throws -> [AuditFault] {
        var check = AuditCheck(AuditChain())
        for record in try await ledger.audit(after: 0, limit: 1000) { try check.take(record) }
        try check.finish()
        return check.faults
    }

    @Test(arguments: BackEnd.all) func everythingOfOneCustomerGoes(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await rest(1, of: "smith", in: ledger)
        try await rest(2, of: "jones", in: ledger)
        let before = try await ledger.records(of: "smith")
        #expect(before.attachments == 1 && before.bytes == 10 && before.outgoing == 1 && before.reasons == 1)
        let gone = try await erase("smith", in: ledger)
        #expect(gone.attachments == 1 && gone.bytes == 10 && gone.outgoing == 1 && gone.reasons == 1)
        #expect(try await ledger.records(of: "smith") == CustomerRecords())
        #expect(try await ledger.attachment(.sample(1)) == nil)
        #expect(try await ledger.timeline(of: .sample(1)).isEmpty)
        #expect(try await ledger.attachment(.sample(2))?.state == .released)
        #expect(try await ledger.takeMessages(limit: 9, lease: .seconds(1)).map(\.idempotencyKey) == ["2"])
    }

    @Test(arguments: BackEnd.all) func theAuditLogStaysWholeWithoutTheReasons(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await rest(1, of: "smith", in: ledger)
        try await rest(2, of: "jones", in: ledger)
        #expect(try await check(ledger) == [])
        _ = try await erase("smith", in: ledger)
        let records = try await ledger.audit(after: 0, limit: 1000)
        #expect(records.last?.entry.action == "customer.erased")
        let reasons = records.compactMap(\.entry.reason)
        #expect(reasons.map(\.text) == [nil, "Mr Smith of jones told us."] && reasons[0].salt == nil)
        #expect(!reasons[0].digest.isEmpty)
        #expect(try await check(ledger) == [])
        let lines = try records.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        #expect(!lines.contains { $0.contains("smith") })
        #expect(try lines.map { try JSONDecoder().decode(AuditRecord.self, from: Data($0.utf8)) } == records)
        // Nothing was there any more: nothing is written down.
        _ = try await erase("smith", in: ledger)
        #expect(try await ledger.audit(after: 0, limit: 1000).count == records.count)
    }

    @Test(arguments: BackEnd.all) func aReasonOfWhatIsForgottenGoesAsWell(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await rest(1, of: "smith", in: ledger)
        let message = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(1)).first)
        try await ledger.commit(message.step(.delivered, disposition: .done))
        clock.advance(by: .seconds(100))
        let entry = AuditEntry(at: clock.now, actor: "housekeeper", action: "attachment.expired", detail: "gone")
        #expect(try await ledger.expire(Expiry(.delivered, before: clock.now, limit: 9), audit: entry) == [.sample(1)])
        let job = try #require(try await ledger.takeJob())
        try await ledger.commit(job.step(disposition: .done))
        clock.advance(by: .seconds(100))
        #expect(try await ledger.forget(Expiry(.delivered, before: clock.now, limit: 9)) == 1)
        #expect(try await ledger.records(of: "smith").reasons == 1)
        #expect(try await erase("smith", in: ledger).reasons == 1)
        #expect(try await ledger.audit(after: 0, limit: 100).compactMap(\.entry.reason?.text).isEmpty)
        #expect(try await check(ledger) == [])
    }

    @Test(arguments: BackEnd.all) func whatSomebodyHasInHandIsWaitedFor(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.accept([attachment(1, of: "smith")], detail: "Received.")
        let job = try #require(try await ledger.takeJob())
        #expect(try await erase("smith", in: ledger) == CustomerRecords())
        #expect(try await ledger.records(of: "smith").inHand == 1)
        #expect(try await ledger.attachment(.sample(1))?.state == .received)
        try await ledger.commit(job.step(.held, disposition: .done))
        #expect(try await erase("smith", in: ledger).attachments == 1)
        #expect(try await ledger.records(of: "smith").isEmpty)
    }

    @Test(arguments: BackEnd.all) func aLeaseThatHasEndedIsNobodys(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.accept([attachment(1, of: "smith")], detail: "Received.")
        let job = try #require(try await ledger.takeJob(lease: .seconds(5)))
        clock.advance(by: .seconds(6))
        #expect(try await erase("smith", in: ledger).attachments == 1)
        #expect(await code { try await ledger.commit(job.step(.held, disposition: .done)) } == .leaseLost)
    }

    @Test(arguments: BackEnd.all) func messagesGoWithTheirWordsFilesAndFetches(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let id = try #require(MessageID("01J00000000000000000000009"))
        let message = ConversationMessage(
            id: id, key: "k", direction: .inbound, source: .channel, channel: "shop", externalID: "e", conversationID: nil,
            contactID: "smith", text: "my secret", payload: nil, createdAt: clock.now)
        var record = IntakeRecord(attachments: [attachment(1, of: nil, partOf: id)], detail: "Received.")
        record.message = message
        record.sequence = [.message(NewMessage(kind: .notice, idempotencyKey: "text")), .slot(.sample(1))]
        #expect(try await ledger.accept(record) == .accepted)
        #expect(try await ledger.records(of: "smith").messages == 1)
        let gone = try await erase("smith", in: ledger)
        #expect(gone.attachments == 1 && gone.messages == 1 && gone.outgoing == 2 && gone.jobs == 1)
        #expect(try await ledger.message(id) == nil)
        #expect(try await ledger.attachment(.sample(1)) == nil)
    }

    @Test(arguments: BackEnd.all) func aReasonThatWasChangedIsSeen(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await rest(1, of: "smith", in: ledger)
        var check = AuditCheck(AuditChain())
        for record in try await ledger.audit(after: 0, limit: 100) {
            let line = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
            let changed = line.replacing("Mr Smith", with: "Mr Brown")
            try check.take(try JSONDecoder().decode(AuditRecord.self, from: Data(changed.utf8)))
        }
        try check.finish()
        #expect(check.faults.map(\.code) == [.changed])
    }
}
