/// Reads the audit log of a ledger, whether a gateway runs on it or not, and cannot change it.
public protocol AuditReader {
    /// The records in the order of writing, from after `number` on; begin with 0. Blocks.
    ///
    /// - Throws: `LedgerError` when the ledger cannot be read.
    func records(after number: Int64, limit: Int) throws -> [AuditRecord]
}
