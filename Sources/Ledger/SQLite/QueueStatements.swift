import Attachments

/// The statements of one queue; both tables have these columns.
struct QueueStatements: Sendable {
    /// Reads what is due, oldest first, with its attachment: `?1` is the time and `?2` how many.
    let due: String
    /// Reads when the next one is due.
    let nextDue: String
    let lease: String
    let extend: String
    /// Finds the row of a lease.
    let find: String
    let finish: String
    let endLeases: String
    let putOff: String
    let park: String
    let unpark: String
    let counts: String

    init(table: String, ownColumns: String = "", condition: String = "TRUE") {
        let takeable = "q.parked = 0 AND \(condition)"
        let holder = "WHERE id = ? AND token = ? AND attachment_id = ?"
        // CROSS JOIN keeps SQLite from starting at the attachments.
        due = """
            SELECT q.id, q.attempts, q.created_at, q.reason, \(Attachment.columns)\(ownColumns)
            FROM \(table) q CROSS JOIN attachments a ON a.id = q.attachment_id
            WHERE \(takeable) AND q.due_at <= ?1 ORDER BY q.due_at, q.id LIMIT ?2
            """
        nextDue = "SELECT q.due_at FROM \(table) q WHERE \(takeable) ORDER BY q.due_at LIMIT 1"
        lease = "UPDATE \(table) SET token = ?, due_at = ?, attempts = attempts + 1 WHERE id = ?"
        extend = "UPDATE \(table) SET due_at = ? WHERE id = ? AND token = ?"
        find = "SELECT 1 FROM \(table) \(holder)"
        finish = "DELETE FROM \(table) \(holder)"
        endLeases = "UPDATE \(table) SET token = NULL, due_at = ? WHERE token IS NOT NULL"
        putOff = "UPDATE \(table) SET token = NULL, due_at = ?, reason = ? \(holder)"
        park = "UPDATE \(table) SET token = NULL, parked = 1, reason = ? \(holder)"
        unpark = "UPDATE \(table) SET parked = 0, attempts = 0, due_at = ? WHERE attachment_id = ? AND parked = 1"
        counts = """
            SELECT count(*) FILTER (WHERE parked = 0 AND (token IS NULL OR due_at <= ?1)),
                count(*) FILTER (WHERE parked = 0 AND token IS NOT NULL AND due_at > ?1),
                count(*) FILTER (WHERE parked = 1),
                min(created_at) FILTER (WHERE parked = 0 AND (token IS NULL OR due_at <= ?1))
            FROM \(table)
            """
    }

    static let jobs = QueueStatements(table: "jobs")

    /// A message waits while an older one of its attachment is unfinished.
    static let outbox = QueueStatements(
        table: "outbox", ownColumns: ", q.kind, q.idempotency_key, q.text",
        condition: """
            NOT EXISTS (SELECT 1 FROM outbox e WHERE e.attachment_id = q.attachment_id AND e.id < q.id AND e.parked = 0)
            """)
}

extension WorkQueue {
    var statements: QueueStatements {
        switch self {
        case .jobs: .jobs
        case .outbox: .outbox
        }
    }
}
