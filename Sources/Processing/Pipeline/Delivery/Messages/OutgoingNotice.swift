public import Attachments
public import Ledger

extension MessageKind {
    /// Words to the customer about a file.
    public static let notice = MessageKind(rawValue: "notice")
}

/// A text to the customer about a file that was not let through.
public struct OutgoingNotice: OutgoingMessage {
    /// `notice`
    public static let kind = MessageKind.notice

    /// The file.
    public let attachment: Attachment
    /// What the customer reads.
    public let text: String

    /// The text, stored as it is.
    public struct Payload: OutboxPayload, Hashable {
        /// What the customer reads.
        public let text: String

        /// Takes a text.
        public init(text: String) { self.text = text }
        /// Takes the text as it is.
        public init(stored: String?) { text = stored ?? "" }
        /// The text.
        public var stored: String? { text }
    }

    /// Describes a notice.
    public init(_ attachment: Attachment, text: String) {
        self.attachment = attachment
        self.text = text
    }

    /// Takes the text from the outbox.
    public init(_ message: OutboxMessage, payload: Payload, sources: DeliverySources) async throws {
        self.init(try message.requiredAttachment(), text: payload.text)
    }

    /// In the attachment's own lane.
    static func queued(_ attachment: Attachment, text: String) -> NewMessage {
        queued(key: "\(attachment.id)-notice", payload: Payload(text: text))
    }
}
