public import Attachments
public import Foundation
public import Ledger

extension MessageKind {
    /// A released file, for the external contact.
    public static let note = MessageKind(rawValue: "note")
}

/// A released file for the external contact.
public struct OutgoingNote: OutgoingMessage {
    /// `note`
    public static let kind = MessageKind.note

    /// The file.
    public let attachment: Attachment
    /// Where it is fetched.
    public let link: URL

    /// Describes a note.
    public init(_ attachment: Attachment, link: URL) {
        self.attachment = attachment
        self.link = link
    }

    /// Makes the link.
    public init(_ message: OutboxMessage, payload: NoPayload, sources: DeliverySources) async throws {
        attachment = try message.requiredAttachment()
        link = try sources.link(attachment)
    }

    /// In a lane of its own, out of the way of the conversation.
    static func queued(_ attachment: Attachment) -> NewMessage {
        queued(key: "\(attachment.id)-note", lane: "\(attachment.id)/note")
    }

    /// As long as the file may be had.
    public static func isStillWanted(_ message: OutboxMessage) -> Bool { message.attachment?.isAvailable == true }

    /// The file.
    public var linked: [AttachmentID] { [attachment.id] }
}
