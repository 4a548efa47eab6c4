public import Attachments
public import Foundation
public import Ledger

/// A released file for the agent, to be fetched by its signed link.
public struct OutgoingFile: OutgoingMessage {
    /// `file`
    public static let kind = MessageKind.file

    /// The file.
    public let attachment: Attachment
    /// Where it is fetched.
    public let link: URL

    /// Describes a file.
    public init(_ attachment: Attachment, link: URL) {
        self.attachment = attachment
        self.link = link
    }

    /// Makes the link.
    public init(_ message: OutboxMessage, payload: NoPayload, sources: DeliverySources) async throws {
        attachment = try message.requiredAttachment()
        link = try sources.link(attachment)
    }

    /// The attachment's own key and lane.
    static func queued(_ attachment: Attachment) -> NewMessage { queued(key: attachment.id.description) }

    /// A file that was taken back after its message was written must not go.
    public static func isStillWanted(_ message: OutboxMessage) -> Bool { message.attachment?.state == .released }

    /// The file.
    public var linked: [AttachmentID] { [attachment.id] }

    /// The attachment is delivered.
    public func delivered(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        DeliveryEffects(
            entries: [TimelineEntry(at: context.time, state: .delivered, detail: end.detail)], sentLink: link.absoluteString,
            messages: context.handovers(message, .delivered))
    }

    /// The attachment has failed; an operator can retry it.
    public static func failed(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        DeliveryEffects(
            entries: [TimelineEntry(at: context.time, state: .failed, detail: "not delivered: \(end.detail)")],
            messages: context.handovers(message, .failed))
    }
}
