public import Attachments
public import Ledger

extension MessageKind {
    /// The end of a conversation in which an agent has an infected file.
    public static let disconnection = MessageKind(rawValue: "disconnection")
}

/// The end of a conversation in which an agent has an infected file.
public struct OutgoingDisconnection: OutgoingMessage {
    /// `disconnection`
    public static let kind = MessageKind.disconnection

    /// The file.
    public let attachment: Attachment

    /// Describes the message.
    public init(_ attachment: Attachment) { self.attachment = attachment }

    /// Takes the attachment that the row is about.
    public init(_ message: OutboxMessage, payload: NoPayload, sources: DeliverySources) async throws {
        self.init(try message.requiredAttachment())
    }

    /// What takes a file back goes in one lane, out of the way of the conversation.
    static func queued(_ attachment: Attachment) -> NewMessage {
        queued(key: "\(attachment.id)-disconnection", lane: "\(attachment.id)/recall")
    }
}
