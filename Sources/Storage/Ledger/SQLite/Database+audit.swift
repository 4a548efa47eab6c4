import Attachments
import Foundation
import SQLite

/// The audit log. Entries are gathered in a table that only this connection sees, and join the chain when their group of writes is
/// committed: one look at the head a group.
extension Database {
    /// Makes the place where entries are gathered.
    func prepareAudit() throws {
        try run(
            script: """
                CREATE TEMP TABLE pending_audit (
                    id INTEGER PRIMARY KEY, at INTEGER, actor TEXT, action TEXT, attachment_id TEXT, detail TEXT,
                    reason TEXT, reason_salt TEXT, reason_digest TEXT)
                """)
    }

    func insert(_ entry: AuditEntry) throws {
        try execute(
            "INSERT INTO temp.pending_audit (\(Self.pendingColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            entry.at.milliseconds, entry.actor, entry.action, entry.attachment?.description, entry.detail, entry.reason?.text,
            entry.reason?.salt, entry.reason?.digest)
    }

    /// Links what the transaction has gathered.
    func linkAudit(_ chain: AuditChain) throws {
        let entries = try query(
            "SELECT \(Self.pendingColumns) FROM temp.pending_audit ORDER BY id", row: { AuditEntry(&$0) })
        guard !entries.isEmpty else { return }
        try execute("DELETE FROM temp.pending_audit")
        try insert(try chain.link(entries, after: try auditHead()))
    }

    private static var pendingColumns: String {
        "at, actor, action, attachment_id, detail, reason, reason_salt, reason_digest"
    }

    private func auditHead() throws -> AuditHead? {
        try first("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1") { AuditHead(&$0) }
    }
}
