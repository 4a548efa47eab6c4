public import Foundation
import SQLite

/// What this database does in its own way.
extension SQLiteLedger {
    /// The ledger's file is one process's.
    public func leadership(in role: LeaderRole) -> (any Leadership)? { nil }

    /// Ends every lease: there is no other process that could have one.
    public func endLeases() async throws {
        try await write { [now] session, events in
            for queue in WorkQueue.allCases {
                try session.execute(queue.statements(.sqlite).endLeases, now().milliseconds)
                events.insert(.work(queue))
            }
        }
    }

    /// Deletes old rows.
    public func forgetClaims(before time: Date, lastingBefore lasting: Date) async throws {
        try await write { [now] session, _ in try session.forgetClaims(before: time, lastingBefore: lasting, at: now()) }
    }

    /// Counts.
    public func queueStatistics() async throws -> QueueStatistics {
        try await read { [now] in try $0.queueStatistics(at: now()) }
    }

    /// Reads a part of the log.
    public func audit(after number: Int64, limit: Int) async throws -> [AuditRecord] {
        try await read { try $0.auditRecords(after: number, limit: limit) }
    }
}
