import Attachments

/// The statements of one queue; all of their tables have these columns.
struct QueueStatements: Sendable {
    /// Reads what is due, oldest first, with what it is about: `?1` is the time and `?2` how many.
    let due: String
    /// Gives leases to what is due and reads it as it was, in PostgreSQL: besides, `?3` are the tokens in order, `?4` is the holder and `?5` the end.
    let take: String
    /// Reads when the next one is due; `?1` is the time where the queue has turns.
    let nextDue: String
    /// Reads when the next one may become takeable that others hold up until a time: `?1` is the time. `nil` where there is no such thing.
    let nextTurn: String?
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
    ///   - turns: a statement that reads when others may become takeable.
    private init(
        _ dialect: Dialect, table: String, columns: String, joins: String, condition: String = "q.parked = 0",
        turn: String = "TRUE",
        turns: String? = nil
    ) {
        let takeable = "\(condition) AND \(turn)"
        let holder = "WHERE id = ? AND token = ? AND attachment_id IS NOT DISTINCT FROM ?"
        due = """
            SELECT q.id AS lease, q.attempts, q.created_at, q.reason, \(columns)
            FROM \(table) q \(joins)
            WHERE \(takeable) AND q.due_at <= ?1 ORDER BY q.due_at, q.id LIMIT ?2 \(dialect.forTaking)
            """
        take = """
            WITH due AS (\(due)), numbered AS (SELECT lease, row_number() OVER () AS number FROM due), leased AS (
                UPDATE \(table) SET token = (?3::bigint[])[number], holder = ?4, due_at = ?5, attempts = attempts + 1
                FROM numbered WHERE id = lease)
            SELECT * FROM due
            """
        nextDue = "SELECT q.due_at FROM \(table) q WHERE \(takeable) ORDER BY q.due_at LIMIT 1"
        nextTurn = turns
        extend = "UPDATE \(table) SET due_at = ? WHERE id = ? AND token = ?"
        find = "SELECT 1 FROM \(table) \(holder) \(dialect.forUpdate)"
        finish = "DELETE FROM \(table) \(holder)"
        endLeases = "UPDATE \(table) SET token = NULL, due_at = ? WHERE token IS NOT NULL"
        putOff = "UPDATE \(table) SET token = NULL, due_at = ?, reason = ? \(holder)"
        postpone = "UPDATE \(table) SET token = NULL, due_at = ?, reason = ?, attempts = attempts - 1 \(holder)"
        park = "UPDATE \(table) SET token = NULL, parked = 1, reason = ? \(holder)"
        unpark = "UPDATE \(table) SET parked = 0, attempts = 0, due_at = ? WHERE attachment_id = ? AND parked = 1"
        counts = dialect == .sqlite ? Self.counted(table, condition) : Self.keptCounts(table)
    }

    /// `?1` is the time. Waiting, leased, parked, and when the oldest that waits was queued.
    private static func counted(_ table: String, _ condition: String) -> String {
        """
        SELECT count(*) FILTER (WHERE \(condition) AND (token IS NULL OR due_at <= ?1)),
            count(*) FILTER (WHERE \(condition) AND token IS NOT NULL AND due_at > ?1),
            count(*) FILTER (WHERE parked = 1),
            min(created_at) FILTER (WHERE \(condition) AND (token IS NULL OR due_at <= ?1))
        FROM \(table) q
        """
    }

    /// The same from what the triggers have counted and from small indexes: PostgreSQL takes long to count a long queue.
    private static func keptCounts(_ table: String) -> String {
        """
        SELECT greatest(total - leased - parked, 0), leased, parked, oldest FROM
            (SELECT coalesce(sum(change), 0)::bigint AS total FROM changes WHERE name = '\(table)') t,
            (SELECT count(*) AS leased FROM \(table) WHERE token IS NOT NULL AND due_at > ?1) l,
            (SELECT count(*) AS parked FROM \(table) WHERE parked = 1) p,
            (SELECT least(
                (SELECT created_at FROM \(table)_waiting ORDER BY created_at LIMIT 1),
                (SELECT min(created_at) FROM \(table) WHERE token IS NOT NULL AND due_at <= ?1)) AS oldest) o
        """
    }

    /// A message waits while an older one, or a slot, of its lane is unfinished; but for a slot of a customer's file only until that is due.
    private static func outbox(_ dialect: Dialect) -> QueueStatements {
        QueueStatements(
            dialect, table: "outbox",
            columns: "\(Attachment.columns), \(ConversationMessage.columns), q.kind, q.idempotency_key, q.payload, "
                + "(SELECT url FROM sent_links s WHERE s.attachment_id = q.attachment_id), \(overtaken(dialect))",
            joins: "LEFT JOIN attachments a ON a.id = q.attachment_id LEFT JOIN messages m ON m.id = q.message_id",
            condition: "q.parked = 0 AND q.slot = 0",
            turn: """
                NOT EXISTS (
                    SELECT 1 FROM outbox e WHERE e.lane = q.lane AND e.id < q.id AND e.parked = 0
                        AND (e.slot <> \(Slot.yielding.rawValue) OR e.due_at > ?1))
                """,
            turns: """
                SELECT y.due_at FROM outbox y WHERE y.slot = \(Slot.yielding.rawValue) AND y.due_at > ?1 ORDER BY y.due_at LIMIT 1
                """)
    }

    /// The attachments of slots that the message goes past, the oldest ten, with blanks between.
    private static func overtaken(_ dialect: Dialect) -> String {
        """
        (SELECT \(dialect.joined("s.attachment_id")) FROM (
            SELECT e.attachment_id FROM outbox e
            WHERE e.lane = q.lane AND e.id < q.id AND e.parked = 0 AND e.slot = \(Slot.yielding.rawValue)
            ORDER BY e.id LIMIT 10) s)
        """
    }

    private static func jobs(_ dialect: Dialect) -> QueueStatements {
        QueueStatements(
            dialect, table: "jobs", columns: "\(Attachment.columns), \(ConversationMessage.columns)",
            joins: "\(dialect.join) attachments a ON a.id = q.attachment_id LEFT JOIN messages m ON m.id = a.part_of")
    }

    private static func fetches(_ dialect: Dialect) -> QueueStatements {
        QueueStatements(
            dialect, table: "fetches", columns: "q.attachment_id, q.file, \(ConversationMessage.columns)",
            joins: "\(dialect.join) messages m ON m.id = q.message_id")
    }

    fileprivate static let sqlite = Three(jobs: jobs(.sqlite), outbox: outbox(.sqlite), fetches: fetches(.sqlite))
    fileprivate static let postgres = Three(jobs: jobs(.postgres), outbox: outbox(.postgres), fetches: fetches(.postgres))

    /// Those of all queues, put together once.
    fileprivate struct Three {
        let jobs, outbox, fetches: QueueStatements
    }
}

extension WorkQueue {
    func statements(_ dialect: Dialect) -> QueueStatements {
        let all = dialect == .sqlite ? QueueStatements.sqlite : QueueStatements.postgres
        return switch self {
        case .jobs: all.jobs
        case .outbox: all.outbox
        case .fetches: all.fetches
        }
    }
}
