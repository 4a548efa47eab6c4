public import Attachments
public import Ledger

extension MessageKind {
    /// Words to the agent about an infected file that the agent has already.
    public static let alert = MessageKind(rawValue: "alert")
}

/// Words to the agent about an infected file that the agent has already.
public struct OutgoingAlert: OutgoingMessage {
    /// `alert`
    public static let kind = MessageKind.alert

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
        queued(key: "\(attachment.id)-alert", lane: "\(attachment.id)/recall")
    }
}
