import Attachments
import Foundation
import Ledger

import struct Attachments.Attachment

/// The real ledger, with something that happens around each of its effects.
struct InterceptedLedger: Ledger {
    enum Call: Sendable { case accept, attachment, takeJobs, takeMessages, takeFetches, commit, extend, waitForWork }

    let ledger: any Ledger
    /// Runs before a call and behind it, and may throw.
    let around: @Sendable (Call) throws -> Void

    init(_ ledger: any Ledger, around: @escaping @Sendable (Call) throws -> Void) {
        self.ledger = ledger
        self.around = around
    }

    init(_ ledger: any Ledger, _ cut: Cut) {
        self.init(ledger) { _ in try cut.step() }
    }

    private func effect<Value>(_ call: Call, _ body: () async throws -> Value) async throws -> Value {
        try around(call)
        let value = try await body()
        try around(call)
        return value
    }

    func accept(_ record: IntakeRecord) async throws -> IntakeResult {
        try await effect(.accept) { try await ledger.accept(record) }
    }

    func takeJobs(limit: Int, lease: Duration) async throws -> [Job] {
        try around(.takeJobs)
        return try await ledger.takeJobs(limit: limit, lease: lease)
    }

    func takeMessages(limit: Int, lease: Duration) async throws -> [OutboxMessage] {
        try around(.takeMessages)
        return try await ledger.takeMessages(limit: limit, lease: lease)
    }

    func takeFetches(limit: Int, lease: Duration) async throws -> [Fetch] {
        try around(.takeFetches)
        return try await ledger.takeFetches(limit: limit, lease: lease)
    }

    func commit(_ step: Step) async throws { try await effect(.commit) { try await ledger.commit(step) } }

    func extend(_ lease: Lease, by duration: Duration) async throws {
        try around(.extend)
        try await ledger.extend(lease, by: duration)
    }

    func waitForWork(_ queue: WorkQueue, atMost limit: Duration) async throws {
        try around(.waitForWork)
        try await ledger.waitForWork(queue, atMost: limit)
    }

    func attachment(_ id: AttachmentID) async throws -> Attachment? {
        try around(.attachment)
        return try await ledger.attachment(id)
    }

    func enqueue(_ sending: Sending) async throws -> Enqueuing { try await ledger.enqueue(sending) }
    func isAnnounced(_ id: AttachmentID) async throws -> Bool { try await ledger.isAnnounced(id) }
    func filesTaken(under token: String) async throws -> Int { try await ledger.filesTaken(under: token) }
    func isClaimed(_ key: String, in scope: String) async throws -> Bool { try await ledger.isClaimed(key, in: scope) }
    func card(_ messageID: String) async throws -> CardRecord? { try await ledger.card(messageID) }
    func settledCard(_ messageID: String, atMost limit: Duration) async throws -> CardRecord? {
        try await ledger.settledCard(messageID, atMost: limit)
    }
    func cardStatistics(since time: Date) async throws -> CardStatistics { try await ledger.cardStatistics(since: time) }
    func message(_ id: MessageID) async throws -> ConversationMessage? { try await ledger.message(id) }
    func parts(of id: MessageID) async throws -> [Attachment] { try await ledger.parts(of: id) }
    func forgetClaims(before time: Date, lastingBefore lasting: Date) async throws {
        try await ledger.forgetClaims(before: time, lastingBefore: lasting)
    }
    func timeline(of id: AttachmentID) async throws -> [TimelineEntry] { try await ledger.timeline(of: id) }
    func attachments(matching query: AttachmentQuery) async throws -> [Attachment] { try await ledger.attachments(matching: query) }
    func settled(_ id: AttachmentID, atMost limit: Duration) async throws -> Attachment? {
        try await ledger.settled(id, atMost: limit)
    }
    func records(of contact: String) async throws -> CustomerRecords { try await ledger.records(of: contact) }
    func withdraw(_ contact: String, limit: Int) async throws -> Withdrawal { try await ledger.withdraw(contact, limit: limit) }
    func erase(
        _ files: [AttachmentID], of contact: String, audit: @escaping @Sendable (CustomerRecords) -> AuditEntry
    ) async throws -> CustomerRecords {
        try await ledger.erase(files, of: contact, audit: audit)
    }
    func retry(_ id: AttachmentID, by actor: String, reason: String) async throws -> Bool {
        try await ledger.retry(id, by: actor, reason: reason)
    }
    func leadership(in role: LeaderRole) -> (any Leadership)? { ledger.leadership(in: role) }
    func endLeases() async throws { try await ledger.endLeases() }
    func queueStatistics() async throws -> QueueStatistics { try await ledger.queueStatistics() }
    func recordAudit(_ entry: AuditEntry) async throws { try await ledger.recordAudit(entry) }
    func audit(after number: Int64, limit: Int) async throws -> [AuditRecord] {
        try await ledger.audit(after: number, limit: limit)
    }
    func rule(_ transition: Transition) async throws -> Attachment? {
        try await effect(.commit) { try await ledger.rule(transition) }
    }
    func examination(of sha256: String, by examiner: String, version: String) async throws -> Examination? {
        try await ledger.examination(of: sha256, by: examiner, version: version)
    }
    func keptAttachments(notJudgedBy engines: String, limit: Int) async throws -> [Attachment] {
        try await ledger.keptAttachments(notJudgedBy: engines, limit: limit)
    }
    func expire(_ expiry: Expiry, audit: AuditEntry) async throws -> [AttachmentID] {
        try await effect(.commit) { try await ledger.expire(expiry, audit: audit) }
    }
    func forget(_ expiry: Expiry) async throws -> Int { try await ledger.forget(expiry) }
    func forgetMessages(before time: Date, limit: Int) async throws -> Int {
        try await ledger.forgetMessages(before: time, limit: limit)
    }
    func forgetExaminations(before time: Date, limit: Int) async throws -> Int {
        try await ledger.forgetExaminations(before: time, limit: limit)
    }
    func checkpoint(_ checkpoint: Checkpoint) async throws -> Date? { try await ledger.checkpoint(checkpoint) }
    func advance(_ checkpoint: Checkpoint, to time: Date) async throws { try await ledger.advance(checkpoint, to: time) }
    func check() async throws { try await ledger.check() }
}
