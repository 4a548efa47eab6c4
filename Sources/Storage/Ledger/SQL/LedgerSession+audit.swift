import Attachments
import Foundation

/// The audit log. A transaction gathers its entries, and they join the chain as the last thing before its commit.
extension LedgerSession {
    static var auditColumns: String { "number, at, actor, action, attachment_id, detail, reason, reason_salt, reason_digest, hash" }

    /// Links what was written before there was a chain; numbers that are missing stay so.
    func linkOldAudit(_ chain: AuditChain) throws {
        var previous = AuditChain.beginning
        var number: Int64 = 0
        while case let page = try oldAuditRecords(after: number, limit: 1000), !page.isEmpty {
            for record in page {
                previous = try chain.hash(of: record.entry, number: record.number, after: previous)
                try execute("UPDATE audit SET hash = ? WHERE number = ?", previous, record.number)
                number = record.number
            }
        }
    }

    /// From before there were hashes and reasons.
    private func oldAuditRecords(after number: Int64, limit: Int) throws -> [AuditRecord] {
        let columns = "number, at, actor, action, attachment_id, detail, NULL, NULL, NULL"
        return try query("SELECT \(columns) FROM audit WHERE number > ? ORDER BY number LIMIT ?", number, limit) { row in
            AuditRecord(number: row.integer(), entry: AuditEntry(&row), hash: "")
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
                "INSERT INTO audit (\(Self.auditColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", record.number,
                record.entry.at.milliseconds, record.entry.actor, record.entry.action, record.entry.attachment?.description,
                record.entry.detail, record.entry.reason?.text, record.entry.reason?.salt, record.entry.reason?.digest, record.hash)
        }
    }
}

extension AuditEntry {
    /// What is damaged is read all the same, so that a check can name it.
    init(_ row: inout some LedgerRow) {
        self.init(
            at: row.date(), actor: row.text(), action: row.text(), attachment: row.optionalText().flatMap { .init($0) },
            detail: row.text(), reason: AuditReason(&row))
    }
}

extension AuditReason {
    /// Reads text, salt and digest; `nil` where there is no digest.
    fileprivate init?(_ row: inout some LedgerRow) {
        let (text, salt) = (row.optionalText(), row.optionalText())
        guard let digest = row.optionalText() else { return nil }
        self.init(text: text, salt: salt, digest: digest)
    }
}

extension AuditHead {
    /// Reads number and hash.
    init(_ row: inout some LedgerRow) { self.init(number: row.integer(), hash: row.text()) }
}
