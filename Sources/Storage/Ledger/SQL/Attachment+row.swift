import Attachments
import Foundation

extension Attachment {
    /// What `init(_:)` reads, of a table called `a`.
    static let columns = """
        a.id, a.state, a.source, a.conversation_id, a.contact_id, a.message_id, a.name, a.size, a.sha256, a.claimed_type, \
        a.detected_type, a.outcome, a.active_content, a.engine, a.signature, a.reasons, a.findings, a.created_at, a.updated_at, a.part_of, a.purged_at
        """

    /// Reads the columns.
    ///
    /// - Throws: `corrupt` for a word that the program does not know.
    init(_ row: inout some LedgerRow) throws {
        let id: AttachmentID = try row.identifier()
        let (state, source): (AttachmentState, Source) = (try row.word("attachment state"), try row.word("source"))
        let (conversationID, contactID, messageID) = (row.optionalText(), row.optionalText(), row.optionalText())
        let file = FileFacts(
            name: row.text(), size: row.integer(), sha256: row.text(), claimedType: row.optionalText(),
            detectedType: row.optionalText())
        let verdict = try Verdict(&row)
        let (createdAt, updatedAt) = (row.date(), row.date())
        self.init(
            id: id, state: state, source: source, conversationID: conversationID, contactID: contactID, messageID: messageID,
            partOf: try row.optionalIdentifier(), file: file, verdict: verdict, createdAt: createdAt, updatedAt: updatedAt,
            purgedAt: row.optionalInteger().map { Date(milliseconds: $0) })
    }

    /// Reads the columns where a join may have found no attachment.
    static func joined(_ row: inout some LedgerRow) throws -> Attachment? {
        guard row.isNull else { return try Attachment(&row) }
        row.skip(columnCount)
        return nil
    }

    private static let columnCount = 21
}

extension Verdict {
    init(_ row: inout some LedgerRow) throws {
        let (outcome, activeContent): (Outcome, ActiveContent?) = (
            try row.word("outcome"), try row.optionalWord("kind of active content")
        )
        let (engine, signature) = (row.optionalText(), row.optionalText())
        let reasons = try row.optionalText().map { try JSONDecoder().decode([String].self, from: Data($0.utf8)) }
        let findings = try [Finding](stored: row.optionalText())
        self.init(
            outcome: outcome, activeContent: activeContent, engine: engine, signature: signature,
            reasons: reasons ?? findings.map(\.detail), findings: findings)
    }

    /// The reasons as they are stored: nearly always none, or those of the findings.
    var storedReasons: String? {
        get throws {
            guard !reasons.isEmpty, reasons != findings.map(\.detail) else { return nil }
            return String(decoding: try JSONEncoder().encode(reasons), as: UTF8.self)
        }
    }
}

extension LedgerRow {
    mutating func date() -> Date { Date(milliseconds: integer()) }

    /// Identifiers with blanks between; none where there is nothing.
    mutating func identifiers<Subject>() -> [ULID<Subject>] {
        (optionalText() ?? "").split(separator: " ").compactMap { ULID<Subject>(String($0)) }
    }

    mutating func identifier<Subject>() throws -> ULID<Subject> {
        guard let id: ULID<Subject> = try optionalIdentifier() else { throw LedgerError.corrupt("identifier") }
        return id
    }

    mutating func optionalIdentifier<Subject>() throws -> ULID<Subject>? {
        guard let text = optionalText() else { return nil }
        guard let id = ULID<Subject>(text) else { throw LedgerError.corrupt("identifier") }
        return id
    }

    /// Reads a word of a closed set.
    mutating func word<Word: RawRepresentable<String>>(_ what: String) throws -> Word {
        guard let word: Word = try optionalWord(what) else { throw LedgerError.corrupt(what) }
        return word
    }

    mutating func optionalWord<Word: RawRepresentable<String>>(_ what: String) throws -> Word? {
        guard let text = optionalText() else { return nil }
        guard let word = Word(rawValue: text) else { throw LedgerError.corrupt(what) }
        return word
    }
}
