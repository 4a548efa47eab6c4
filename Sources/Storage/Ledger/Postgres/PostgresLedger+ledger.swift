public import Foundation
import Postgres

/// What this database does in its own way.
extension PostgresLedger {
    /// Stands by the session of the line that notifies.
    public func leadership(in role: LeaderRole) -> (any Leadership)? {
        PostgresLeadership(role, switchboard.election, subscriptions)
    }

    /// Ends those that this process had before it was started, by its name.
    public func endLeases() async throws {
        guard !options.holder.isEmpty else { return }
        try await write { [now, options] session, events in
            for queue in WorkQueue.allCases {
                let sql = "UPDATE \(queue.rawValue) SET token = NULL, due_at = ? WHERE token IS NOT NULL AND holder = ?"
                if try session.execute(sql, now().milliseconds, options.holder) > 0 { events.insert(.work(queue)) }
            }
        }
    }

    /// Deletes old rows, and those of connections that have long ended.
    public func forgetClaims(before time: Date, lastingBefore lasting: Date) async throws {
        try await write { [now] session, _ in
            try session.forgetClaims(before: time, lastingBefore: lasting, at: now())
            try CommitMark.forgetOld(in: session)
        }
    }

    /// Reads the counts, and adds them up first when many transactions have changed them.
    public func queueStatistics() async throws -> QueueStatistics {
        try await read { [now] session in
            try session.addUpChanges()
            return try session.queueStatistics(at: now())
        }
    }

    /// Reads a part of the log.
    public func audit(after number: Int64, limit: Int) async throws -> [AuditRecord] {
        try await read { try $0.safeAuditRecords(after: number, limit: limit) }
    }
}

extension PostgresSession {
    /// Two processes that do it at once add up different rows.
    fileprivate func addUpChanges() throws {
        let many = try first("SELECT 1 FROM changes OFFSET 1000 LIMIT 1") { _ in true } ?? false
        guard many else { return }
        try execute(
            """
            WITH gone AS (DELETE FROM changes RETURNING name, change)
            INSERT INTO changes SELECT name, sum(change) FROM gone GROUP BY name
            """)
    }
}
