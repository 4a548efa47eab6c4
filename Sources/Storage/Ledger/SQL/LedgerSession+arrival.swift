import Attachments
import Foundation

extension LedgerSession {
    /// Looks at the keys first, so that a repetition changes nothing.
    func accept(_ record: IntakeRecord, at time: Date, events: inout Set<Event>) throws -> IntakeResult {
        if let known = try answered(record.claims) { return .repeated(known.compactMap { AttachmentID($0) }) }
        if let message = record.message, let known = try told(message.key, record.fingerprint) { return .repeated(known) }
        try remember(record.nonce, at: time)
        try use(record.allowance, for: record.attachments.count)
        if let message = record.message { try insert(message, record.fingerprint) }
        for attachment in record.attachments {
            try take(in: attachment, at: time, detail: record.detail, events: &events)
        }
        try announce(record, at: time, events: &events)
        try line(up: record, at: time, events: &events)
        try insert(record.claims, of: record.attachments.map(\.id.description), at: time)
        return .accepted
    }

    /// An attachment with all that follows from its bytes being here.
    func take(in attachment: Attachment, at time: Date, detail: String, events: inout Set<Event>) throws {
        let id = attachment.id.description
        try insert(attachment, id: id)
        try append(TimelineEntry(at: attachment.createdAt, state: attachment.state, detail: detail), to: id)
        try begin(attachment, at: time, detail: detail, events: &events)
    }

    /// An attachment that was given up before its bytes were here, and has them now.
    func complete(_ attachment: Attachment, at time: Date, detail: String, events: inout Set<Event>) throws {
        let id = attachment.id.description
        try execute(
            "UPDATE attachments SET name = ?2, size = ?3, sha256 = ?4, claimed_type = ?5 WHERE id = ?1", id, attachment.file.name,
            attachment.file.size, attachment.file.sha256, attachment.file.claimedType)
        try advance(
            id, along: [TimelineEntry(at: time, state: attachment.state, detail: detail)], verdict: attachment.verdict,
            events: &events)
        try begin(attachment, at: time, detail: detail, events: &events)
    }

    private func begin(_ attachment: Attachment, at time: Date, detail: String, events: inout Set<Event>) throws {
        try insert(
            AuditEntry(
                at: time, actor: attachment.source.rawValue, action: "accept", attachment: attachment.id, detail: detail))
        guard attachment.state == .received else { return }
        try execute(
            "INSERT INTO jobs (attachment_id, created_at, due_at) VALUES (?1, ?2, ?2)", attachment.id.description,
            time.milliseconds)
        events.insert(.work(.jobs))
    }

    // MARK: What a token allows

    /// - Throws: `allowanceExceeded`.
    fileprivate func use(_ allowance: IntakeRecord.Allowance?, for files: Int) throws {
        guard let allowance else { return }
        let used = try first(
            """
            INSERT INTO allowances (token, files, expires_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (token) DO UPDATE SET files = allowances.files + ?2 RETURNING files
            """, allowance.token, files, allowance.expires.milliseconds
        ) { Int($0.integer()) }
        guard let used, used <= allowance.files else { throw LedgerError.allowanceExceeded(allowance.files) }
    }

    // MARK: A message

    fileprivate func insert(_ message: ConversationMessage, _ fingerprint: String?) throws {
        try execute(
            "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", message.id.description, message.key,
            message.direction.rawValue, message.source.rawValue, message.channel, message.externalID, message.conversationID,
            message.contactID, message.text, message.payload, message.createdAt.milliseconds,
            fingerprint)
    }

    fileprivate func announce(_ record: IntakeRecord, at time: Date, events: inout Set<Event>) throws {
        guard let message = record.message else { return }
        for announcement in record.announced {
            try execute(
                "INSERT INTO fetches (attachment_id, message_id, file, created_at, due_at) VALUES (?1, ?2, ?3, ?4, ?4)",
                announcement.id.description, message.id.description, try announcement.file.stored, time.milliseconds)
            events.insert(.work(.fetches))
        }
    }

    fileprivate func line(up record: IntakeRecord, at time: Date, events: inout Set<Event>) throws {
        let message = record.message?.id.description
        guard let lane = record.lane ?? message else { return }
        for place in record.sequence {
            switch place {
            case .message(let new): try insert(new, about: nil, partOf: message, lane: lane, at: time.milliseconds)
            case .provisional(let new, let attachment):
                try insert(new, about: attachment.description, partOf: message, lane: lane, at: time.milliseconds)
            case .slot(let attachment): try keep(.holding, for: attachment, in: lane, partOf: message, from: time, due: time)
            case .yieldingSlot(let attachment, let patience):
                try keep(.yielding, for: attachment, in: lane, partOf: message, from: time, due: time + patience / .seconds(1))
            }
        }
        if !record.sequence.isEmpty { events.insert(.work(.outbox)) }
    }

    private func keep(
        _ slot: Slot, for attachment: AttachmentID, in lane: String, partOf message: String?, from time: Date, due: Date
    ) throws {
        try execute(
            """
            INSERT INTO outbox (lane, slot, attachment_id, message_id, created_at, due_at, kind, idempotency_key)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'slot', ?7)
            """, lane, slot.rawValue, attachment.description, message, time.milliseconds, due.milliseconds, "slot/\(attachment)")
    }
}

/// How a place is kept for what is not known yet.
enum Slot: Int {
    /// Until it is filled or given up.
    case holding = 1
    /// Until it is due.
    case yielding = 2
}
