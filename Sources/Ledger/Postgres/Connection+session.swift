import Postgres

extension Connection: LedgerSession {
    static var dialect: Dialect { .postgres }

    @discardableResult
    func execute(_ sql: String, values: [(any Storable)?]) throws -> Int { try execute(sql, values.map { $0 }) }

    func query<Value>(_ sql: String, values: [(any Storable)?], row: (inout Postgres.Row) throws -> Value) throws -> [Value] {
        try query(sql, values.map { $0 }, row: row)
    }

    /// All in one statement: each would cost a round trip.
    func write(_ leases: [Lease], of queue: WorkQueue, until end: Int64) throws {
        guard !leases.isEmpty else { return }
        try execute(
            """
            UPDATE \(queue.rawValue) q SET token = l.token, due_at = ?, attempts = attempts + 1
            FROM unnest(?::bigint[], ?::bigint[]) AS l (id, token) WHERE q.id = l.id
            """, [end, leases.map(\.id), leases.map(\.storedToken)])
    }
}

extension Postgres.Row: LedgerRow {}
