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
    /// At its commit its locks are given up and others see it, in the order of the server's log. Only then does a durable one wait until
    /// the log is safe: those that hold one lock after another share a sync. What others must not act on earlier, they `flush`.
    ///
    /// - Parameter opening: a statement that binds nothing, sent together with the beginning: it costs no round trip of its own.
    /// - Throws: what `body` throws, or `PostgresError`. Nothing has changed then, but with `commitUnknown`, which only a durable one
    ///   throws: see what is stored.
    public func transaction<Value>(_ durability: Durability, opening: String = "", _ body: () throws -> Value) throws -> Value {
        let value: Value
        do {
            try run(script: "BEGIN;SET LOCAL synchronous_commit = off;\(opening)")
            value = try body()
        } catch {
            // The first error is the one to tell. On a broken connection the server undoes the transaction by itself.
            if !isBroken { _ = try? run(script: "ROLLBACK") }
            throw error
        }
        try commit(durability)
        return value
    }

    /// Waits until everything that this connection has seen committed is safe from a crash of the server, and is with its synchronous standbys.
    ///
    /// - Throws: `PostgresError`; it is not known then.
    public func flush() throws(PostgresError) { try run(script: Self.flushing) }

    /// A transaction of its own that is written to the log, and committed as the connection is set to. What a standby shows is safe, and
    /// it has no log to write to.
    private static let flushing = "SELECT pg_logical_emit_message(true, 'lazaret', '') WHERE NOT pg_is_in_recovery()"

    private func commit(_ durability: Durability) throws(PostgresError) {
        guard durability == .durable else { return try run(script: "COMMIT") }
        do {
            try run(script: "COMMIT;" + Self.flushing)
        } catch {
            // Also where the server has refused the second statement, and the first is done.
            throw PostgresError(.commitUnknown, doing: "tell whether a transaction was committed", sqlState: error.sqlState)
        }
    }
}
