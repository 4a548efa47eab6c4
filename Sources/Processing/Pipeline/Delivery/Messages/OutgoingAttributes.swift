public import Attachments
public import Ledger

extension MessageKind {
    /// What was found out about a file that the agent has already, for the conversation's customer.
    public static let attributes = MessageKind(rawValue: "attributes")
}

/// What was found out about a file that the agent has already, for the conversation's customer.
public struct OutgoingAttributes: OutgoingMessage {
    /// `attributes`
    public static let kind = MessageKind.attributes

    /// The file.
    public let attachment: Attachment

    /// Describes the message.
    public init(_ attachment: Attachment) { self.attachment = attachment }

    /// Takes the attachment that the row is about.
    public init(_ message: OutboxMessage, payload: NoPayload, sources: DeliverySources) async throws {
        self.init(try message.requiredAttachment())
    }

    /// Those of one conversation go in order.
    ///
    /// - Parameter since: tells apart what happens again after a retry, while the first time may still wait to be told.
    static func queued(
        _ attachment: Attachment, _ state: AttachmentState, since: Int, in conversation: String
    ) -> NewMessage {
        queued(key: "\(attachment.id)-attributes-\(state.rawValue)-\(since)", lane: "\(conversation)/attributes")
    }
}
