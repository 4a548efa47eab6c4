import Attachments
import Foundation

/// The statements that more than one transaction is made of. Identifiers come as text: making it costs more than using it.
extension LedgerSession {
    func attachment(_ id: String) throws -> Attachment? {
        try first("SELECT \(Attachment.columns) FROM attachments a WHERE a.id = ?", id, row: { try Attachment(&$0) })
    }

    func isAnnounced(_ id: String) throws -> Bool {
        try first("SELECT 1 FROM fetches WHERE attachment_id = ?", id) { _ in true } ?? false
    }

    func filesTaken(under token: String) throws -> Int {
        try first("SELECT files FROM allowances WHERE token = ?", token) { Int($0.integer()) } ?? 0
    }

    func isClaimed(_ key: String, in scope: String) throws -> Bool {
        try first("SELECT 1 FROM claims WHERE scope = ? AND key = ?", scope, key) { _ in true } ?? false
    }

    func parts(of message: String) throws -> [Attachment] {
        try query(
            "SELECT \(Attachment.columns) FROM attachments a WHERE a.part_of = ? ORDER BY a.id", message,
            row: { try Attachment(&$0) })
    }

    func insert(_ attachment: Attachment, id: String) throws {
        try execute(
            """
            INSERT INTO attachments (
                id, state, source, conversation_id, contact_id, message_id, name, size, sha256, claimed_type, detected_type, outcome,
                active_content, engine, signature, reasons, findings, created_at, updated_at, part_of, purged_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, id, attachment.state.rawValue, attachment.source.rawValue, attachment.conversationID, attachment.contactID,
            attachment.messageID,
            attachment.file.name, attachment.file.size, attachment.file.sha256, attachment.file.claimedType,
            attachment.file.detectedType, attachment.verdict.outcome.rawValue,
            attachment.verdict.activeContent?.rawValue, attachment.verdict.engine,
            attachment.verdict.signature, try attachment.verdict.storedReasons, try attachment.verdict.findings.stored,
            attachment.createdAt.milliseconds,
            attachment.updatedAt.milliseconds, attachment.partOf?.description,
            attachment.state.isFinal ? attachment.updatedAt.milliseconds : nil)
    }

    func append(_ entry: TimelineEntry, to id: String) throws {
        try execute(
            """
            INSERT INTO timeline (attachment_id, number, at, state, detail)
            VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM timeline WHERE attachment_id = ?1), ?2, ?3, ?4)
            """, id, entry.at.milliseconds, entry.state.rawValue, entry.detail)
    }

    /// Lets an attachment pass through the entries' states, and writes down what was found out.
    ///
    /// - Returns: the state that it has come to, when it is another than before.
    /// - Throws: `illegalTransition`.
    @discardableResult
    func advance(
        _ id: String, along entries: [TimelineEntry], detectedType: String? = nil, verdict: Verdict? = nil, events: inout Set<Event>
    ) throws -> AttachmentState? {
        guard let before = try state(of: id) else { return nil }
        var state = before
        for entry in entries {
            guard state == entry.state || state.canBecome(entry.state) else {
                throw LedgerError.illegalTransition(from: state, to: entry.state)
            }
            state = entry.state
            try append(entry, to: id)
        }
        let movedAt = state == before ? nil : entries.last?.at.milliseconds
        try update(id, state: state, movedAt: movedAt, detectedType: detectedType, verdict: verdict)
        guard movedAt != nil else { return nil }
        if state.isSettled, let id = AttachmentID(id) { events.insert(.settled(id)) }
        return state
    }

    /// Writes the row once, and only where something changes.
    private func update(_ id: String, state: AttachmentState, movedAt: Int64?, detectedType: String?, verdict: Verdict?) throws {
        guard movedAt != nil || detectedType != nil || verdict != nil else { return }
        let change = """
            UPDATE attachments
            SET state = ?2, updated_at = coalesce(?3, updated_at), detected_type = coalesce(?4, detected_type),
                purged_at = \(state.isFinal ? "coalesce(purged_at, ?3, updated_at)" : "purged_at")
            """
        guard let verdict else {
            try execute(change + " WHERE id = ?1", id, state.rawValue, movedAt, detectedType)
            return
        }
        try execute(
            change + """
                , outcome = ?5, active_content = ?6, engine = ?7, signature = ?8, reasons = ?9, findings = ?10 WHERE id = ?1
                """, id, state.rawValue, movedAt, detectedType, verdict.outcome.rawValue, verdict.activeContent?.rawValue,
            verdict.engine,
            verdict.signature, try verdict.storedReasons, try verdict.findings.stored)
    }

    /// For a transaction that may change it: nobody else does until the commit.
    func state(of id: String) throws -> AttachmentState? {
        try first("SELECT state FROM attachments WHERE id = ? \(Self.dialect.forUpdate)", id) { try $0.word("attachment state") }
    }
}

extension LedgerError {
    static func illegalTransition(from state: AttachmentState, to next: AttachmentState) -> LedgerError {
        LedgerError(
            .illegalTransition,
            "An attachment that is \(state.rawValue) cannot become \(next.rawValue). Read it again and decide anew.")
    }
}
