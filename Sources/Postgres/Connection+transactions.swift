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
    /// - Parameter opening: a statement that binds nothing, sent together with the beginning: it costs no round trip of its own.
    /// - Throws: what `body` throws, or `PostgresError`. Nothing has changed then, but with `commitUnknown`, which only a durable one
    ///   throws: see what is stored.
    public func transaction<Value>(_ durability: Durability, opening: String = "", _ body: () throws -> Value) throws -> Value {
        let value: Value
        do {
            try run(script: "BEGIN;\(durability == .durable ? "" : "SET LOCAL synchronous_commit = off;")\(opening)")
            value = try body()
        } catch {
            // The first error is the one to tell. On a broken connection the server undoes the transaction by itself.
            if !isBroken { _ = try? run(script: "ROLLBACK") }
            throw error
        }
        try commit(durability)
        return value
    }

    private func commit(_ durability: Durability) throws(PostgresError) {
        do {
            try run(script: "COMMIT")
        } catch {
            guard isBroken, durability == .durable else { throw error }
            throw PostgresError(.commitUnknown, doing: "tell whether a transaction was committed")
        }
    }
}
