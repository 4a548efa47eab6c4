extension Connection {
    /// What a transaction promises.
    public enum Durability: Sendable {
        /// Safe from a crash of the server when it is committed.
        case durable
        /// Committed at once, but a crash of the server may forget it.
        case forgettable
    }

    /// Runs `body` in a transaction (READ COMMITTED): all of it happens or none of it.
    ///
    /// - Throws: what `body` throws, or `PostgresError`. Nothing has changed then, but with `commitUnknown`: ask `outcome(of:)` on another
    ///   connection.
    public func transaction<Value>(_ durability: Durability, _ body: () throws -> Value) throws -> Value {
        let id = try begin(durability)
        let value: Value
        do {
            value = try body()
        } catch {
            // The first error is the one to tell. On a broken connection the server undoes the transaction by itself.
            if !isBroken { _ = try? run(script: "ROLLBACK") }
            throw error
        }
        try commit(id)
        return value
    }

    /// What became of a transaction; `nil` while it is not over.
    ///
    /// - Throws: `PostgresError`.
    public func outcome(of transaction: TransactionID) throws -> Bool? {
        do {
            return try query("SELECT pg_xact_status(?::text::xid8)", ["\(transaction.number)"]) { $0.text() }.first
                .flatMap { $0 == "in progress" ? nil : $0 == "committed" }
        } catch let error as PostgresError where error.sqlState == .invalidParameterValue {
            // A crash has forgotten that there was such a number.
            return false
        }
    }

    private func commit(_ id: TransactionID?) throws(PostgresError) {
        do {
            try run(script: "COMMIT")
        } catch {
            guard isBroken, let id else { throw error }
            throw PostgresError(.commitUnknown, doing: "tell whether a transaction was committed", transaction: id)
        }
    }

    /// - Returns: the transaction's name, of a durable one. It is written down in the log by its commit at the latest.
    private func begin(_ durability: Durability) throws -> TransactionID? {
        switch durability {
        case .durable:
            var row = Row(try answer(to: "BEGIN; SELECT pg_current_xact_id()"), number: 0)
            return TransactionID(number: row.integer())
        case .forgettable:
            try run(script: "BEGIN; SET LOCAL synchronous_commit = off")
            return nil
        }
    }
}
