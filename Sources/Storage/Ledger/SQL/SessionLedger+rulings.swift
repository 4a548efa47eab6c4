import Attachments
import Foundation

/// What is decided without a lease, what is known of bytes, and how long all of it is kept.
extension SessionLedger {
    /// Applies the ruling.
    public func rule(_ transition: Transition) async throws -> Attachment? {
        try await write { [now] session, events in try session.rule(transition, at: now(), events: &events) }
    }

    /// Reads one row.
    public func examination(of sha256: String, by examiner: String, version: String) async throws -> Examination? {
        try await readFew { try $0.examination(of: sha256, by: examiner, version: version) }
    }

    /// Reads one page.
    public func keptAttachments(notJudgedBy engines: String, limit: Int) async throws -> [Attachment] {
        try await read { try $0.keptAttachments(notJudgedBy: engines, limit: limit) }
    }

    /// Marks the rows and queues the jobs.
    public func expire(_ expiry: Expiry, audit: AuditEntry) async throws -> [AttachmentID] {
        try await write { [now] session, events in
            try session.expire(expiry, audit: audit, at: now(), events: &events)
        }
    }

    /// Deletes the rows.
    public func forget(_ expiry: Expiry) async throws -> Int {
        try await write { session, _ in try session.forget(expiry) }
    }

    /// Deletes the rows.
    public func forgetMessages(before time: Date, limit: Int) async throws -> Int {
        try await write { session, _ in try session.forgetMessages(before: time, limit: limit) }
    }

    /// Counts rows.
    public func records(of contact: String) async throws -> CustomerRecords {
        try await read { [now] in try $0.records(of: contact, at: now()) }
    }

    /// Deletes and marks rows.
    public func withdraw(_ contact: String, limit: Int) async throws -> Withdrawal {
        try await write { [now] session, events in try session.withdraw(contact, limit: limit, at: now(), events: &events) }
    }

    /// Deletes the rows.
    public func erase(
        _ files: [AttachmentID], of contact: String, audit: @escaping @Sendable (CustomerRecords) -> AuditEntry
    ) async throws -> CustomerRecords {
        try await write { session, events in try session.erase(files, of: contact, audit: audit, events: &events) }
    }

    /// Deletes the rows.
    public func forgetExaminations(before time: Date, limit: Int) async throws -> Int {
        try await write { session, _ in try session.forgetExaminations(before: time, limit: limit) }
    }
}
