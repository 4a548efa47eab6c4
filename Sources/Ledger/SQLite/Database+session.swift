import SQLite

extension Database: LedgerSession {
    static var dialect: Dialect { .sqlite }

    @discardableResult
    func execute(_ sql: String, values: [(any Storable)?]) throws -> Int { try execute(sql, values.map { $0 }) }

    func query<Value>(_ sql: String, values: [(any Storable)?], row: (inout SQLite.Row) throws -> Value) throws -> [Value] {
        try query(sql, values.map { $0 }, row: row)
    }

    func write(_ leases: [Lease], of queue: WorkQueue, until end: Int64) throws {
        for lease in leases {
            try execute(
                "UPDATE \(queue.rawValue) SET token = ?, due_at = ?, attempts = attempts + 1 WHERE id = ?", lease.storedToken, end,
                lease.id)
        }
    }
}

extension SQLite.Row: LedgerRow {}
