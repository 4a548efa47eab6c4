import Attachments
import Foundation

/// What is decided about attachments without a lease.
extension LedgerSession {
    /// Applies a ruling and gives the attachment as it is then; `nil` when there is none.
    ///
    /// - Throws: `illegalTransition`, also when the bytes are gone.
    func rule(_ transition: Transition, at time: Date, events: inout Set<Event>) throws -> Attachment? {
        let id = transition.attachment.description
        guard try state(of: id) != nil, let attachment = try attachment(id) else { return nil }
        guard transition.states.contains(attachment.state), attachment.purgedAt == nil else {
            throw LedgerError.illegalTransition(from: attachment.state, to: transition.entry.state)
        }
        try advance(id, along: [transition.entry], verdict: transition.verdict, events: &events)
        try remember(transition.examinations, of: id, at: time)
        if transition.entry.state != attachment.state { try dropParked(of: id) }
        for entry in transition.audit { try insert(entry) }
        var messages = transition.messages
        if transition.entry.state != attachment.state, transition.entry.state.isSettled {
            try fillSlot(
                of: id, from: &messages, staysHeld: transition.entry.state == .held, at: time.milliseconds, events: &events)
        }
        for message in messages {
            try insert(message, about: id, partOf: attachment.partOf?.description, at: time.milliseconds)
            events.insert(.work(.outbox))
        }
        if transition.queuesJob { try queueJob(for: id, at: time, events: &events) }
        return try self.attachment(id)
    }

    func queueJob(for id: String, at time: Date, events: inout Set<Event>) throws {
        try execute("INSERT INTO jobs (attachment_id, created_at, due_at) VALUES (?1, ?2, ?2)", id, time.milliseconds)
        events.insert(.work(.jobs))
    }

    /// What was given up is overtaken by what was decided since.
    func dropParked(of id: String) throws {
        for queue in WorkQueue.allCases {
            try execute("DELETE FROM \(queue.rawValue) WHERE attachment_id = ? AND parked = 1", id)
        }
    }

    // MARK: Retention

    /// Ends the keeping of bytes: the row says so, what was given up goes, and a job destroys them.
    func expire(_ expiry: Expiry, audit: AuditEntry, at time: Date, events: inout Set<Event>) throws -> [AttachmentID] {
        let ids = try resting(
            """
            SELECT a.id FROM attachments a
            WHERE a.purged_at IS NULL AND a.state IN ('released', 'delivered', 'held', 'failed')
                AND a.state = ?1 AND a.updated_at < ?2
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.attachment_id = a.id AND o.parked = 0 AND o.slot = 0)
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = a.part_of AND o.parked = 0 AND o.slot = 0)
                AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.attachment_id = a.id AND j.parked = 0)
                AND NOT EXISTS (SELECT 1 FROM fetches f WHERE f.attachment_id = a.id AND f.parked = 0)
            ORDER BY a.updated_at LIMIT ?3
            """, expiry
        )
        return try ids.map { text in
            guard let id = AttachmentID(text) else { throw LedgerError.corrupt("identifier") }
            try execute("UPDATE attachments SET purged_at = ? WHERE id = ?", time.milliseconds, text)
            try dropParked(of: text)
            try execute("DELETE FROM outbox WHERE attachment_id = ? AND slot > 0", text)
            try append(TimelineEntry(at: time, state: expiry.state, detail: audit.detail), to: text)
            try insert(
                AuditEntry(at: audit.at, actor: audit.actor, action: audit.action, attachment: id, detail: audit.detail))
            try queueJob(for: text, at: time, events: &events)
            return id
        }
    }

    /// Forgets attachments whose bytes are long gone, and messages that have no part left. The audit log keeps its entries.
    func forget(_ expiry: Expiry) throws -> Int {
        let ids = try resting(
            """
            SELECT a.id FROM attachments a
            WHERE a.purged_at IS NOT NULL AND a.state = ?1 AND a.purged_at < ?2
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.attachment_id = a.id AND o.parked = 0 AND o.slot = 0)
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = a.part_of AND o.parked = 0 AND o.slot = 0)
                AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.attachment_id = a.id AND j.parked = 0)
            ORDER BY a.purged_at LIMIT ?3
            """, expiry)
        for id in ids {
            try dropParked(of: id)
            try keepContact(ofReasonsAbout: id)
            try execute("DELETE FROM timeline WHERE attachment_id = ?", id)
            try execute("DELETE FROM sent_links WHERE attachment_id = ?", id)
            try execute("DELETE FROM attachments WHERE id = ?", id)
        }
        return ids.count
    }

    /// So that the reasons in the audit log go when the customer is erased later.
    private func keepContact(ofReasonsAbout id: String) throws {
        try execute(
            """
            UPDATE audit SET reason_contact = (
                SELECT coalesce(a.contact_id, m.contact_id) FROM attachments a LEFT JOIN messages m ON m.id = a.part_of WHERE a.id = ?1)
            WHERE attachment_id = ?1 AND reason IS NOT NULL
            """, id)
    }

    /// Those that `sql` finds. Where others write at the same time, what one of them added just before the rows were held is seen at the
    /// second look only.
    private func resting(_ sql: String, _ expiry: Expiry) throws -> [String] {
        let look = {
            try query(
                "\(sql) \(Self.dialect.forResting)", expiry.state.rawValue, expiry.before.milliseconds, expiry.limit,
                row: { $0.text() })
        }
        let found = try look()
        guard Self.dialect != .sqlite, !found.isEmpty else { return found }
        let held = Set(found)
        return try look().filter { held.contains($0) }
    }

    /// Forgets the oldest messages that nothing belongs to any more. Looks at the oldest alone, so that it costs the same at any size.
    func forgetMessages(before time: Date, limit: Int) throws -> Int {
        try execute(
            """
            DELETE FROM messages WHERE id IN (
                SELECT m.id FROM (SELECT id, created_at FROM messages ORDER BY id LIMIT ?2) m WHERE m.created_at < ?1
                    AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.part_of = m.id)
                    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = m.id)
                    AND NOT EXISTS (SELECT 1 FROM fetches f WHERE f.message_id = m.id))
            """, time.milliseconds, limit)
    }
}
