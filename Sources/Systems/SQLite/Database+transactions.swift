extension Database {
    /// Runs `body` in a transaction that holds the write lock from its start: all of it happens, durably, or none of it.
    ///
    /// - Throws: what `body` throws, or `SQLiteError` when the transaction cannot be begun or committed; nothing has changed then.
    public func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try execute("BEGIN IMMEDIATE")
        return try orUndo("ROLLBACK") {
            let value = try body()
            try execute("COMMIT")
            return value
        }
    }

    /// Runs `body` as a part of the open transaction that can fail alone: when it throws, what it changed is undone and the rest stands.
    ///
    /// - Throws: what `body` throws. Some errors end the whole transaction; `isInTransaction` tells.
    public func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        try execute("SAVEPOINT part")
        return try orUndo("ROLLBACK TO part", "RELEASE part") {
            let value = try body()
            try execute("RELEASE part")
            return value
        }
    }

    private func orUndo<Value>(_ undo: String..., body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            // The first error is the one to tell. Undoing fails only where SQLite has already undone everything.
            for statement in undo where isInTransaction { _ = try? execute(statement) }
            throw error
        }
    }
}
