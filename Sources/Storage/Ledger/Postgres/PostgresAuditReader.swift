public import Observability
import Postgres

/// Reads the audit log of a ledger in PostgreSQL. Belongs to the thread that made it, which it blocks.
public struct PostgresAuditReader: AuditReader {
    private let session: PostgresSession

    /// Connects; `nil` when there is no ledger yet.
    ///
    /// - Throws: `LedgerError` when the server does not answer, or its ledger has another version.
    public init?(url: Secret) throws {
        let current: PostgresSession? = try LedgerError.translatingBlocking {
            var options = ConnectionOptions(url: url)
            options.setUp = "SET default_transaction_read_only = on;" + PostgresLedger.durability
            let session = PostgresSession(try Connection(options))
            return try PostgresSchema.isCurrent(session) ? session : nil
        }
        guard let current else { return nil }
        session = current
    }

    /// The records in the order of writing, from after `number` on; begin with 0.
    ///
    /// - Throws: `LedgerError` when the server does not answer.
    public func records(after number: Int64, limit: Int) throws -> [AuditRecord] {
        try LedgerError.translatingBlocking { try session.safeAuditRecords(after: number, limit: limit) }
    }
}
