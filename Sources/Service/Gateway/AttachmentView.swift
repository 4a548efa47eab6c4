import Attachments
import Ledger

/// Who an answer about attachments goes to.
struct Recipient: Sendable {
    /// What the audit log calls them.
    let name: String
    /// Whether they have only an upload token: a customer, who is told nothing of how files are judged.
    var isSender = false
}

extension Principal {
    /// The same as somebody to answer.
    var recipient: Recipient {
        if case .sender = self { Recipient(name: auditName, isSender: true) } else { Recipient(name: auditName) }
    }
}

/// An attachment as its reader may see it.
enum AttachmentView: Encodable {
    /// All of it, for holders of keys.
    case whole(AttachmentResource)
    /// What its sender sent and what became of it, for upload tokens.
    case sent(SentAttachment)

    var id: AttachmentID {
        switch self {
        case .whole(let resource): resource.attachment.id
        case .sent(let resource): resource.attachment.id
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .whole(let resource): try resource.encode(to: encoder)
        case .sent(let resource): try resource.encode(to: encoder)
        }
    }

    /// What is known without another look into the ledger: no timeline and no link.
    static func brief(_ attachment: Attachment, for reader: Recipient) -> AttachmentView {
        reader.isSender
            ? .sent(SentAttachment(attachment: attachment))
            : .whole(AttachmentResource(attachment: attachment, timeline: [], link: nil))
    }

    /// Reads what belongs to the attachments, and makes links for those who may have them.
    static func all(
        _ attachments: [Attachment], for reader: Recipient, ledger: any Ledger, links: Links
    ) async throws -> [AttachmentView] {
        if reader.isSender { return attachments.map { .sent(SentAttachment(attachment: $0)) } }
        return try await AttachmentResource.all(attachments, for: reader.name, ledger: ledger, links: links).map(Self.whole)
    }
}

/// What upload tokens see of an attachment: what its sender sent, its state and its outcome.
struct SentAttachment: Encodable {
    let attachment: Attachment

    private enum Key: String, CodingKey {
        case id, state, conversationId, contactId, messageId, file, verdict, createdAt, updatedAt
        case name, size, claimedType
        case outcome
    }

    /// Writes absent values as `null`, so that every resource has the same members.
    func encode(to encoder: any Encoder) throws {
        var root = encoder.container(keyedBy: Key.self)
        try root.encode(attachment.id.description, forKey: .id)
        try root.encode(attachment.state, forKey: .state)
        try root.encode(attachment.conversationID, forKey: .conversationId)
        try root.encode(attachment.contactID, forKey: .contactId)
        try root.encode(attachment.messageID, forKey: .messageId)
        var file = root.nestedContainer(keyedBy: Key.self, forKey: .file)
        try file.encode(attachment.file.name, forKey: .name)
        try file.encode(attachment.file.size, forKey: .size)
        try file.encode(attachment.file.claimedType, forKey: .claimedType)
        var verdict = root.nestedContainer(keyedBy: Key.self, forKey: .verdict)
        try verdict.encode(attachment.verdict.outcome, forKey: .outcome)
        try root.encode(attachment.createdAt, forKey: .createdAt)
        try root.encode(attachment.updatedAt, forKey: .updatedAt)
    }
}
