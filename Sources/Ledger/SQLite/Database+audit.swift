import Attachments
import Foundation
import SQLite

/// The audit log. Entries are gathered in a table that only this connection sees, and join the chain when their group of writes is
/// committed: one look at the head a group.
extension Database {
    static let auditColumns = "number, at, actor, action, attachment_id, detail, hash"

    /// Makes the place where entries are gathered.
    func prepareAudit() throws {
        try run(
            script: """
                CREATE TEMP TABLE pending_audit (
                    id INTEGER PRIMARY KEY, at INTEGER, actor TEXT, action TEXT, attachment_id TEXT, detail TEXT)
                """)
    }

    func insert(_ entry: AuditEntry) throws {
        try execute(
            "INSERT INTO temp.pending_audit (at, actor, action, attachment_id, detail) VALUES (?, ?, ?, ?, ?)",
            entry.at.milliseconds, entry.actor, entry.action, entry.attachment?.description, entry.detail)
    }

    /// Links what the transaction has gathered.
    func linkAudit(_ chain: AuditChain) throws {
        let entries = try query(
            "SELECT at, actor, action, attachment_id, detail FROM temp.pending_audit ORDER BY id", row: { AuditEntry(&$0) })
        guard !entries.isEmpty else { return }
        try execute("DELETE FROM temp.pending_audit")
        for record in try chain.link(entries, after: try auditHead()) {
            try execute(
                "INSERT INTO audit (\(Self.auditColumns)) VALUES (?, ?, ?, ?, ?, ?, ?)", record.number,
                record.entry.at.milliseconds, record.entry.actor, record.entry.action, record.entry.attachment?.description,
                record.entry.detail, record.hash)
        }
    }

    /// Links what was written before there was a chain; numbers that are missing stay so.
    func linkOldAudit(_ chain: AuditChain) throws {
        var previous = AuditChain.beginning
        var number: Int64 = 0
        while case let page = try auditRecords(after: number, limit: 1000), !page.isEmpty {
            for record in page {
                previous = try chain.hash(of: record.entry, number: record.number, after: previous)
                try execute("UPDATE audit SET hash = ? WHERE number = ?", previous, record.number)
                number = record.number
            }
        }
    }

    func auditRecords(after number: Int64, limit: Int) throws -> [AuditRecord] {
        try query("SELECT \(Self.auditColumns) FROM audit WHERE number > ? ORDER BY number LIMIT ?", number, limit) { row in
            AuditRecord(number: row.integer(), entry: AuditEntry(&row), hash: row.text())
        }
    }

    private func auditHead() throws -> AuditHead? {
        try first("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1") { row in
            AuditHead(number: row.integer(), hash: row.text())
        }
    }
}

extension AuditEntry {
    /// What is damaged is read all the same, so that a check can name it.
    fileprivate init(_ row: inout Row) {
        self.init(
            at: row.date(), actor: row.text(), action: row.text(), attachment: row.optionalText().flatMap { .init($0) },
            detail: row.text())
    }
}
