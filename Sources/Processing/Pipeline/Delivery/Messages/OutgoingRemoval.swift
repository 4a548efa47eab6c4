public import Attachments
public import Ledger

extension MessageKind {
    /// The end of the platform's copies of a file.
    public static let removal = MessageKind(rawValue: "removal")
}

/// The end of the platform's copies of a file.
public struct OutgoingRemoval: OutgoingMessage {
    /// `removal`
    public static let kind = MessageKind.removal

    /// The file.
    public let attachment: Attachment
    /// The link by which the platform was given it, or the identifier by which it was had.
    public let sentLink: String?

    /// Describes the message.
    public init(_ attachment: Attachment, sentLink: String?) {
        self.attachment = attachment
        self.sentLink = sentLink
    }

    /// Takes the attachment that the row is about, and its link.
    public init(_ message: OutboxMessage, payload: NoPayload, sources: DeliverySources) async throws {
        self.init(try message.requiredAttachment(), sentLink: message.sentLink)
    }

    /// What takes a file back goes in one lane, out of the way of the conversation.
    static func queued(_ attachment: Attachment) -> NewMessage {
        queued(key: "\(attachment.id)-removal", lane: "\(attachment.id)/recall")
    }
}
