import Attachments
import Foundation

extension ConversationMessage {
    /// What `init(_:)` reads, of a table called `m`.
    static let columns = """
        m.id, m.key, m.direction, m.source, m.channel, m.external_id, m.conversation_id, m.contact_id, m.text, m.payload, \
        m.created_at
        """

    private static let columnCount = 11

    /// Reads the columns.
    ///
    /// - Throws: `corrupt` for a word that the program does not know.
    init(_ row: inout some LedgerRow) throws {
        self.init(
            id: try row.identifier(), key: row.text(), direction: try row.word("direction"), source: try row.word("source"),
            channel: row.optionalText(), externalID: row.optionalText(), conversationID: row.optionalText(),
            contactID: row.optionalText(), text: row.optionalText(), payload: row.optionalText(), createdAt: row.date())
    }

    /// Reads the columns where a join may have found no message.
    static func joined(_ row: inout some LedgerRow) throws -> ConversationMessage? {
        guard row.isNull else { return try ConversationMessage(&row) }
        row.skip(columnCount)
        return nil
    }
}

extension AnnouncedFile {
    /// Reads one column.
    init(_ row: inout some LedgerRow) throws { self = try JSONDecoder().decode(AnnouncedFile.self, from: Data(row.text().utf8)) }

    /// As it is stored.
    var stored: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }
}
