import SQLite

extension Database: LedgerSession {
    static var dialect: Dialect { .sqlite }

    @discardableResult
    func execute(_ sql: String, values: [(any Storable)?]) throws -> Int { try execute(sql, values.map { $0 }) }

    func query<Value>(_ sql: String, values: [(any Storable)?], row: (inout SQLite.Row) throws -> Value) throws -> [Value] {
        try query(sql, values.map { $0 }, row: row)
    }

    /// The rows are read before the first is changed, for changing them moves them in the index.
    func lease<Value>(
        _ queue: WorkQueue, _ taking: LeaseRequest, row: (_ token: UInt64, inout SQLite.Row) throws -> Value
    ) throws -> [Value] {
        let due = try query(queue.statements(.sqlite).due, taking.time, taking.limit) { columns in
            var first = columns
            let token = taking.newToken()
            return (id: first.integer(), token: token, value: try row(token, &columns))
        }
        for (id, token, _) in due {
            try execute(
                "UPDATE \(queue.rawValue) SET token = ?, due_at = ?, attempts = attempts + 1 WHERE id = ?",
                Int64(bitPattern: token), taking.end, id)
        }
        return due.map(\.value)
    }
}

extension SQLite.Row: LedgerRow {}
