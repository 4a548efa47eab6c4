import SQLite

/// Reads the audit log of a ledger's file, whether a gateway runs on it or not, and cannot change it.
///
/// Belongs to the thread that made it, which it blocks.
public struct SQLiteAuditReader: AuditReader {
    private let database: Database

    /// Opens the file.
    ///
    /// - Throws: `LedgerError` when there is none, or it is no ledger of this version.
    public init(path: String) throws {
        database = try LedgerError.translatingBlocking {
            let database = try Database(path: path, mode: .readOnly, busyTimeout: .seconds(5))
            try Schema.requireCurrent(database)
            return database
        }
    }

    /// The records in the order of writing, from after `number` on; begin with 0.
    ///
    /// - Throws: `LedgerError` when the file cannot be read.
    public func records(after number: Int64, limit: Int) throws -> [AuditRecord] {
        try LedgerError.translatingBlocking { try database.auditRecords(after: number, limit: limit) }
    }
}
