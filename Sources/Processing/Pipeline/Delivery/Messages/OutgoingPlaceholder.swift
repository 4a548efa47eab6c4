public import Attachments
public import Ledger

/// A sign to the agent that a file is being looked at; goes only while it is.
public struct OutgoingPlaceholder: OutgoingMessage {
    /// `placeholder`
    public static let kind = MessageKind.placeholder
    /// A later sign that something goes on comes too late.
    public static let persistence = DeliveryPersistence.once

    /// The file.
    public let attachment: Attachment

    /// Describes a sign.
    public init(_ attachment: Attachment) { self.attachment = attachment }

    /// Takes the attachment that the row is about.
    public init(_ message: OutboxMessage, payload: NoPayload, sources: DeliverySources) async throws {
        self.init(try message.requiredAttachment())
    }

    /// Ahead of the file in its lane; the ledger removes it when the attachment is settled before it is due.
    static func queued(_ attachment: Attachment, delay: Duration) -> NewMessage {
        queued(key: "\(attachment.id)-placeholder", delay: delay)
    }

    /// While the file is looked at.
    public static func isStillWanted(_ message: OutboxMessage) -> Bool { message.attachment?.state.isSettled == false }
}
