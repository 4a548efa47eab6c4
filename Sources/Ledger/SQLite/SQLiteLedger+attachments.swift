public import Attachments
import Foundation
import SQLite

extension SQLiteLedger {
    /// Reads one row.
    public func attachment(_ id: AttachmentID) async throws -> Attachment? {
        try await readFew { try $0.attachment(id.description) }
    }

    /// Reads one row.
    public func message(_ id: MessageID) async throws -> ConversationMessage? {
        try await readFew { database in
            try database.first(
                "SELECT \(ConversationMessage.columns) FROM messages m WHERE m.id = ?", id.description,
                row: ConversationMessage.init)
        }
    }

    /// Reads the rows of one message.
    public func parts(of id: MessageID) async throws -> [Attachment] {
        try await readFew { try $0.parts(of: id.description) }
    }

    /// Reads the timeline.
    public func timeline(of id: AttachmentID) async throws -> [TimelineEntry] {
        try await readFew { database in
            try database.query("SELECT at, state, detail FROM timeline WHERE attachment_id = ? ORDER BY number", id.description) {
                row in
                TimelineEntry(at: row.date(), state: try row.word("attachment state"), detail: row.text())
            }
        }
    }

    /// Reads one page, along the index that fits.
    public func attachments(matching query: AttachmentQuery) async throws -> [Attachment] {
        let filter = query.filter
        return try await read { database in
            try database.query(
                """
                SELECT \(Attachment.columns) FROM attachments a \(filter.condition) ORDER BY a.id DESC LIMIT \(query.limit)
                """, filter.values, row: Attachment.init)
        }
    }

    /// Waits for the commit that settles it.
    public func settled(_ id: AttachmentID, atMost limit: Duration) async throws -> Attachment? {
        try await waiters.withTicket(for: .settled(id)) { ticket in
            let found = try await attachment(id)
            guard let found, !found.state.isSettled else { return found }
            try await ticket.wait(atMost: limit)
            return try await attachment(id)
        }
    }
}

extension AttachmentQuery {
    /// The conditions that are given, with their values in order.
    fileprivate var filter: (condition: String, values: [(any Bindable)?]) {
        let pattern = text.map { "%" + $0.escapedForLike + "%" }
        let conditions: [(String, [(any Bindable)?])] = [
            state.map { ("a.state = ?", [$0.rawValue]) },
            conversationID.map { ("a.conversation_id = ?", [$0]) },
            pattern.map { (#"(a.name LIKE ? ESCAPE '\' OR a.id LIKE ? ESCAPE '\')"#, [$0, $0]) },
            after.map { ("a.id < ?", [$0.description]) },
        ].compactMap(\.self)
        guard !conditions.isEmpty else { return ("", []) }
        return ("WHERE " + conditions.map(\.0).joined(separator: " AND "), conditions.flatMap(\.1))
    }
}

extension String {
    /// With the wildcards of LIKE meaning themselves.
    fileprivate var escapedForLike: String {
        reduce(into: "") { escaped, character in
            if #"\%_"#.contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
    }
}
