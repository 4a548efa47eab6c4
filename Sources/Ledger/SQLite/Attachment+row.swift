import Attachments
import Foundation
import SQLite

extension Attachment {
    /// What `init(_:)` reads, of a table called `a`.
    static let columns = """
        a.id, a.state, a.source, a.conversation_id, a.contact_id, a.message_id, a.name, a.size, a.sha256, a.claimed_type, \
        a.detected_type, a.outcome, a.active_content, a.engine, a.signature, a.reasons, a.created_at, a.updated_at
        """

    /// Reads the columns.
    ///
    /// - Throws: `corrupt` for a word that the program does not know.
    init(_ row: inout Row) throws {
        self.init(
            id: try row.attachmentID(), state: try row.word("attachment state"), source: try row.word("source"),
            conversationID: row.optionalText(), contactID: row.optionalText(), messageID: row.optionalText(),
            file: FileFacts(
                name: row.text(), size: row.integer(), sha256: row.text(), claimedType: row.optionalText(),
                detectedType: row.optionalText()),
            verdict: try Verdict(&row), createdAt: row.date(), updatedAt: row.date())
    }
}

extension Verdict {
    fileprivate init(_ row: inout Row) throws {
        self.init(
            outcome: try row.word("outcome"), activeContent: try row.optionalWord("kind of active content"),
            engine: row.optionalText(), signature: row.optionalText(),
            reasons: try row.optionalText().map { try JSONDecoder().decode([String].self, from: Data($0.utf8)) } ?? [])
    }

    /// The reasons as they are stored: nearly always none.
    var storedReasons: String? {
        get throws { reasons.isEmpty ? nil : String(decoding: try JSONEncoder().encode(reasons), as: UTF8.self) }
    }
}

extension Row {
    mutating func date() -> Date { Date(milliseconds: integer()) }

    mutating func attachmentID() throws -> AttachmentID {
        guard let id = try optionalAttachmentID() else { throw LedgerError.corrupt("attachment identifier") }
        return id
    }

    mutating func optionalAttachmentID() throws -> AttachmentID? {
        guard let text = optionalText() else { return nil }
        guard let id = AttachmentID(text) else { throw LedgerError.corrupt("attachment identifier") }
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

extension Date {
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}

extension Duration {
    var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
