import Attachments
import Foundation

/// What goes when one customer is erased. `?1` is the contact.
extension LedgerSession {
    private var files: String {
        """
        (SELECT id FROM attachments WHERE contact_id = ?1
        UNION SELECT a.id FROM messages m JOIN attachments a ON a.part_of = m.id WHERE m.contact_id = ?1)
        """
    }

    private var messages: String { "(SELECT id FROM messages WHERE contact_id = ?1)" }

    /// Which rows of a queue are the customer's.
    private func rows(of queue: WorkQueue) -> String {
        switch queue {
        case .jobs: "attachment_id IN \(files)"
        case .outbox: "(attachment_id IN \(files) OR message_id IN \(messages))"
        case .fetches: "message_id IN \(messages)"
        }
    }

    private func isAtWork(_ file: String) -> String {
        """
        (EXISTS (SELECT 1 FROM jobs q WHERE q.attachment_id = \(file)) OR EXISTS (SELECT 1 FROM fetches q WHERE q.attachment_id = \(file))
        OR EXISTS (SELECT 1 FROM outbox q WHERE q.attachment_id = \(file)))
        """
    }

    func records(of contact: String, at time: Date) throws -> CustomerRecords {
        var records = CustomerRecords()
        let kept = "coalesce(sum(CASE WHEN purged_at IS NULL THEN size END), 0)"
        _ = try first("SELECT count(*), CAST(\(kept) AS BIGINT) FROM attachments WHERE id IN \(files)", contact) { row in
            (records.attachments, records.bytes) = (Int(row.integer()), row.integer())
        }
        records.messages = try count("messages WHERE contact_id = ?1", contact)
        records.jobs = try count("jobs WHERE \(rows(of: .jobs))", contact) + count("fetches WHERE \(rows(of: .fetches))", contact)
        records.outgoing = try count("outbox WHERE \(rows(of: .outbox))", contact)
        records.reasons = try count(
            "audit WHERE reason IS NOT NULL AND (attachment_id IN \(files) OR reason_contact = ?1)", contact)
        for queue in WorkQueue.allCases {
            records.inHand += try count(
                "\(queue.rawValue) WHERE \(rows(of: queue)) AND token IS NOT NULL AND due_at > ?2", contact, time.milliseconds)
        }
        return records
    }

    private func count(_ rows: String, _ values: (any Storable)?...) throws -> Int {
        try query("SELECT count(*) FROM \(rows)", values: values, row: { Int($0.integer()) }).first ?? 0
    }

    /// Ends what nobody has in hand. What somebody has ends by itself: taken from under their hands, its bytes could come back.
    func withdraw(_ contact: String, limit: Int, at time: Date, events: inout Set<Event>) throws -> Withdrawal {
        var gone = CustomerRecords()
        for queue in WorkQueue.allCases {
            let count = try execute(
                "DELETE FROM \(queue.rawValue) WHERE \(rows(of: queue)) AND (token IS NULL OR due_at <= ?2)", contact,
                time.milliseconds)
            if queue == .outbox { gone.outgoing += count } else { gone.jobs += count }
            if count > 0 { events.insert(.work(queue)) }
        }
        let ids = try query(
            """
            SELECT a.id FROM attachments a WHERE a.id IN \(files) AND NOT \(isAtWork("a.id"))
            ORDER BY a.id LIMIT ?2 \(Self.dialect.forResting)
            """, contact, limit, row: { $0.text() })
        for id in ids {
            try execute("UPDATE attachments SET purged_at = coalesce(purged_at, ?2) WHERE id = ?1", id, time.milliseconds)
        }
        return Withdrawal(files: ids.compactMap { AttachmentID($0) }, gone: gone)
    }

    /// Forgets files whose bytes are gone, and then messages that nothing belongs to any more. The audit log keeps its entries without
    /// their reasons.
    func erase(
        _ files: [AttachmentID], of contact: String, audit: (CustomerRecords) -> AuditEntry, events: inout Set<Event>
    ) throws -> CustomerRecords {
        var gone = CustomerRecords()
        gone.reasons = try eraseReasons("reason_contact = ?", contact)
        for file in files { try erase(file, counting: &gone, events: &events) }
        gone.messages = try execute(
            """
            DELETE FROM messages WHERE contact_id = ?1
                AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.part_of = messages.id)
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = messages.id)
                AND NOT EXISTS (SELECT 1 FROM fetches f WHERE f.message_id = messages.id)
            """, contact)
        if !gone.isEmpty { try insert(audit(gone)) }
        return gone
    }

    private func eraseReasons(_ condition: String, _ value: String) throws -> Int {
        try execute(
            "UPDATE audit SET reason = NULL, reason_salt = NULL, reason_contact = NULL WHERE \(condition) AND reason IS NOT NULL",
            value)
    }

    private func erase(_ file: AttachmentID, counting gone: inout CustomerRecords, events: inout Set<Event>) throws {
        let id = file.description
        let row = try first(
            "SELECT size, sha256 FROM attachments WHERE id = ?1 AND purged_at IS NOT NULL AND NOT \(isAtWork("?1"))", id,
            row: { (size: $0.integer(), sha256: $0.text()) })
        guard let row else { return }
        gone.reasons += try eraseReasons("attachment_id = ?", id)
        // They may name what is in the file; the same bytes from somebody else are examined anew.
        try execute("DELETE FROM examinations WHERE sha256 = ?", row.sha256)
        for table in ["timeline", "sent_links"] { try execute("DELETE FROM \(table) WHERE attachment_id = ?", id) }
        gone.attachments += try execute("DELETE FROM attachments WHERE id = ?", id)
        gone.bytes += row.size
        events.insert(.settled(file))
    }
}
