import Attachments

/// The statements of one queue; all of their tables have these columns.
struct QueueStatements: Sendable {
    /// Reads what is due, oldest first, with what it is about: `?1` is the time and `?2` how many.
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
    let postpone: String
    let park: String
    let unpark: String
    let counts: String

    /// - Parameters:
    ///   - columns: what is read of a row besides.
    ///   - joins: where the columns are.
    ///   - condition: what a row must fulfil to be taken, and to be counted.
    ///   - turn: what it must fulfil besides to be taken now.
    private init(table: String, columns: String, joins: String, condition: String = "q.parked = 0", turn: String = "TRUE") {
        let takeable = "\(condition) AND \(turn)"
        let holder = "WHERE id = ? AND token = ? AND attachment_id IS ?"
        due = """
            SELECT q.id, q.attempts, q.created_at, q.reason, \(columns)
            FROM \(table) q \(joins)
            WHERE \(takeable) AND q.due_at <= ?1 ORDER BY q.due_at, q.id LIMIT ?2
            """
        nextDue = "SELECT q.due_at FROM \(table) q WHERE \(takeable) ORDER BY q.due_at LIMIT 1"
        lease = "UPDATE \(table) SET token = ?, due_at = ?, attempts = attempts + 1 WHERE id = ?"
        extend = "UPDATE \(table) SET due_at = ? WHERE id = ? AND token = ?"
        find = "SELECT 1 FROM \(table) \(holder)"
        finish = "DELETE FROM \(table) \(holder)"
        endLeases = "UPDATE \(table) SET token = NULL, due_at = ? WHERE token IS NOT NULL"
        putOff = "UPDATE \(table) SET token = NULL, due_at = ?, reason = ? \(holder)"
        postpone = "UPDATE \(table) SET token = NULL, due_at = ?, reason = ?, attempts = attempts - 1 \(holder)"
        park = "UPDATE \(table) SET token = NULL, parked = 1, reason = ? \(holder)"
        unpark = "UPDATE \(table) SET parked = 0, attempts = 0, due_at = ? WHERE attachment_id = ? AND parked = 1"
        counts = """
            SELECT count(*) FILTER (WHERE \(condition) AND (token IS NULL OR due_at <= ?1)),
                count(*) FILTER (WHERE \(condition) AND token IS NOT NULL AND due_at > ?1),
                count(*) FILTER (WHERE parked = 1),
                min(created_at) FILTER (WHERE \(condition) AND (token IS NULL OR due_at <= ?1))
            FROM \(table) q
            """
    }

    // CROSS JOIN keeps SQLite from starting at the attachments.

    static let jobs = QueueStatements(
        table: "jobs", columns: "\(Attachment.columns), \(ConversationMessage.columns)",
        joins: "CROSS JOIN attachments a ON a.id = q.attachment_id LEFT JOIN messages m ON m.id = a.part_of")

    /// A message waits while an older one, or a slot, of its lane is unfinished.
    static let outbox = QueueStatements(
        table: "outbox",
        columns: "\(Attachment.columns), \(ConversationMessage.columns), q.kind, q.idempotency_key, q.payload, "
            + "(SELECT url FROM sent_links s WHERE s.attachment_id = q.attachment_id)",
        joins: "LEFT JOIN attachments a ON a.id = q.attachment_id LEFT JOIN messages m ON m.id = q.message_id",
        condition: "q.parked = 0 AND q.slot = 0",
        turn: "NOT EXISTS (SELECT 1 FROM outbox e WHERE e.lane = q.lane AND e.id < q.id AND e.parked = 0)")

    static let fetches = QueueStatements(
        table: "fetches", columns: "q.attachment_id, q.file, \(ConversationMessage.columns)",
        joins: "CROSS JOIN messages m ON m.id = q.message_id")
}

extension WorkQueue {
    var statements: QueueStatements {
        switch self {
        case .jobs: .jobs
        case .outbox: .outbox
        case .fetches: .fetches
        }
    }
}
