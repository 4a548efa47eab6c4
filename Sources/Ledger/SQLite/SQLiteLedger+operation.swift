public import Attachments
public import Foundation
import SQLite

extension SQLiteLedger {
    /// Lets go of what is parked.
    public func retry(_ id: AttachmentID, by actor: String, reason: String) async throws -> Bool {
        try await write { [now] database, events in
            let time = now()
            let text = id.description
            let files = try database.first(
                "SELECT count(*) FROM outbox WHERE attachment_id = ? AND parked = 1 AND kind = ?", text, MessageKind.file.rawValue
            ) { Int($0.integer()) }
            let jobs = try database.execute(WorkQueue.jobs.statements.unpark, time.milliseconds, text)
            let messages = try database.execute(WorkQueue.outbox.statements.unpark, time.milliseconds, text)
            let fetches = try database.execute(WorkQueue.fetches.statements.unpark, time.milliseconds, text)
            guard jobs + messages + fetches > 0, let attachment = try database.attachment(text) else { return false }
            let resumed = Self.resumed(attachment.state, jobs: jobs, files: files ?? 0)
            try database.advance(text, along: [TimelineEntry(at: time, state: resumed, detail: reason)], events: &events)
            try database.insert(AuditEntry(at: time, actor: actor, action: "retry", attachment: id, detail: reason))
            events.formUnion(WorkQueue.allCases.map { .work($0) })
            return true
        }
    }

    /// What has still to be fetched has no bytes that could be worked on. Only the message with the file itself shows that it was released:
    /// others, such as a notice, are there for files that nobody has judged.
    private static func resumed(_ state: AttachmentState, jobs: Int, files: Int) -> AttachmentState {
        guard state == .failed else { return state }
        return jobs > 0 ? .received : files > 0 ? .released : .failed
    }

    /// Deletes old rows.
    public func forgetClaims(before time: Date) async throws {
        try await write { [now] database, _ in
            try database.execute("DELETE FROM claims WHERE created_at < ?", time.milliseconds)
            try database.execute("DELETE FROM cards WHERE created_at < ? AND state <> 'queued'", time.milliseconds)
            try database.execute("DELETE FROM allowances WHERE expires_at < ?", now().milliseconds)
        }
    }

    /// Counts.
    public func depths() async throws -> Depths {
        try await read { [now] database in
            let time = now()
            let counts = try database.query("SELECT state, count FROM attachment_counts") { row in
                (try row.word("attachment state") as AttachmentState, Int(row.integer()))
            }
            return Depths(
                attachments: Dictionary(uniqueKeysWithValues: counts), jobs: try database.depth(of: .jobs, at: time),
                messages: try database.depth(of: .outbox, at: time), fetches: try database.depth(of: .fetches, at: time))
        }
    }

    /// Inserts the entry.
    public func recordAudit(_ entry: AuditEntry) async throws {
        try await write { database, _ in try database.insert(entry) }
    }

    /// Reads a part of the log.
    public func audit(after number: Int64, limit: Int) async throws -> [AuditRecord] {
        try await read { try $0.auditRecords(after: number, limit: limit) }
    }

    /// Counts the checks, and reads the number through another connection.
    public func check() async throws {
        let written = try await write { database, _ in
            try database.first("UPDATE checks SET count = count + 1 RETURNING count") { $0.integer() }
        }
        let read = try await read { try $0.first("SELECT count FROM checks") { $0.integer() } }
        guard let written, let read, read >= written else {
            throw LedgerError(.unavailable, "The ledger does not give back what was written. Check the volume that it is on.")
        }
    }
}

extension Database {
    fileprivate func depth(of queue: WorkQueue, at time: Date) throws -> Depths.Queue {
        let depth = try first(queue.statements.counts, time.milliseconds) { row in
            Depths.Queue(
                waiting: Int(row.integer()), leased: Int(row.integer()), parked: Int(row.integer()),
                oldestWaiting: row.optionalInteger().map { .milliseconds(max(0, time.milliseconds - $0)) })
        }
        return depth ?? Depths.Queue()
    }
}
