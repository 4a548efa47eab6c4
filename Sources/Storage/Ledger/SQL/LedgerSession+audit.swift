import Attachments
import Foundation

/// The audit log. A transaction gathers its entries, and they join the chain as the last thing before its commit.
extension LedgerSession {
    static var auditColumns: String { "number, at, actor, action, attachment_id, detail, hash" }

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

    func insert(_ records: [AuditRecord]) throws {
        for record in records {
            try execute(
                "INSERT INTO audit (\(Self.auditColumns)) VALUES (?, ?, ?, ?, ?, ?, ?)", record.number,
                record.entry.at.milliseconds, record.entry.actor, record.entry.action, record.entry.attachment?.description,
                record.entry.detail, record.hash)
        }
    }
}

extension AuditEntry {
    /// What is damaged is read all the same, so that a check can name it.
    init(_ row: inout some LedgerRow) {
        self.init(
            at: row.date(), actor: row.text(), action: row.text(), attachment: row.optionalText().flatMap { .init($0) },
            detail: row.text())
    }
}

extension AuditHead {
    /// Reads number and hash.
    init(_ row: inout some LedgerRow) { self.init(number: row.integer(), hash: row.text()) }
}
