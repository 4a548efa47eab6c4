import Attachments
import Foundation

extension LedgerSession {
    func message(_ id: MessageID) throws -> ConversationMessage? {
        try first("SELECT \(ConversationMessage.columns) FROM messages m WHERE m.id = ?", id.description) {
            try ConversationMessage(&$0)
        }
    }

    func timeline(of id: AttachmentID) throws -> [TimelineEntry] {
        try query("SELECT at, state, detail FROM timeline WHERE attachment_id = ? ORDER BY number", id.description) { row in
            TimelineEntry(at: row.date(), state: try row.word("attachment state"), detail: row.text())
        }
    }

    /// Reads one page, along the index that fits.
    func attachments(matching query: AttachmentQuery) throws -> [Attachment] {
        let filter = query.filter(Self.dialect)
        return try self.query(
            "SELECT \(Attachment.columns) FROM attachments a \(filter.condition) ORDER BY a.id DESC LIMIT \(query.limit)",
            values: filter.values
        ) { try Attachment(&$0) }
    }
}

extension AttachmentQuery {
    /// The conditions that are given, with their values in order.
    fileprivate func filter(_ dialect: Dialect) -> (condition: String, values: [(any Storable)?]) {
        let pattern = text.map { "%" + $0.escapedForLike + "%" }
        let conditions: [(String, [(any Storable)?])] = [
            state.map { ("a.state = ?", [$0.rawValue]) },
            conversationID.map { ("a.conversation_id = ?", [$0]) },
            pattern.map { (#"(a.name \#(dialect.like) ? ESCAPE '\' OR a.id \#(dialect.like) ? ESCAPE '\')"#, [$0, $0]) },
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
