public import Attachments
public import Foundation
public import Ledger

extension MessageKind {
    /// An agent's message with its files, for the customer's channel.
    public static let forward = MessageKind(rawValue: "forward")
}

/// An agent's message for the customer's channel, with all of its files.
public struct OutgoingForward: OutgoingMessage {
    /// `forward`
    public static let kind = MessageKind.forward

    /// The agent's message.
    public let origin: ConversationMessage
    /// Its files, in the message's order.
    public let files: [ForwardedFile]

    /// Whether the platform waits to hear what became of the message.
    public struct Payload: OutboxPayload, Hashable {
        /// Whether it waits.
        public let expectsReceipt: Bool

        private static let receipt = "receipt"

        /// Says whether the platform waits.
        public init(expectsReceipt: Bool) { self.expectsReceipt = expectsReceipt }
        /// Reads one word.
        public init(stored: String?) { expectsReceipt = stored == Self.receipt }
        /// One word, or nothing.
        public var stored: String? { expectsReceipt ? Self.receipt : nil }
    }

    /// Describes a message.
    public init(_ origin: ConversationMessage, files: [ForwardedFile]) {
        self.origin = origin
        self.files = files
    }

    /// Makes the links to the files that were let through.
    public init(_ message: OutboxMessage, payload: Payload, sources: DeliverySources) async throws {
        origin = try message.requiredOrigin()
        files = try await sources.ledger.parts(of: origin.id).map { attachment in
            ForwardedFile(attachment: attachment, link: attachment.isAvailable ? try sources.link(attachment) : nil)
        }
        let isEmpty = !files.isEmpty && files.allSatisfy { $0.link == nil } && (origin.text ?? "").isEmpty
        guard isEmpty else { return }
        throw ImpossibleDelivery(reason: "No file of the message was let through.", fate: MessageFate(of: files))
    }

    /// Behind the message's files.
    static func queued(_ origin: ConversationMessage, expectsReceipt: Bool) -> NewMessage {
        queued(key: origin.id.description, payload: Payload(expectsReceipt: expectsReceipt))
    }

    /// Those that were let through.
    public var linked: [AttachmentID] { files.filter { $0.link != nil }.map(\.attachment.id) }

    /// The platform is told how much of it reached the customer.
    public func delivered(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        DeliveryEffects(remark: end.detail, messages: Self.receipt(message, MessageFate(of: files)))
    }

    /// The platform is told that nothing did.
    public static func failed(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        let fate = MessageFate.failed(code: "GeneralError", reason: "The channel did not take the message.")
        return DeliveryEffects(messages: receipt(message, fate))
    }

    /// The platform is told why.
    public static func impossible(_ message: OutboxMessage, _ cause: ImpossibleDelivery) -> DeliveryEffects {
        DeliveryEffects(messages: receipt(message, cause.fate))
    }

    private static func receipt(_ message: OutboxMessage, _ fate: MessageFate) -> [NewMessage] {
        guard Payload(stored: message.payload).expectsReceipt else { return [] }
        return [OutgoingReceipt.queued(behind: message, fate)]
    }
}

/// One file of a message that is passed on, in the message's order.
public struct ForwardedFile: Sendable, Hashable {
    /// The file, as it is now.
    public let attachment: Attachment
    /// A signed link to it; `nil` when it was not let through.
    public let link: URL?

    /// Describes a file.
    public init(attachment: Attachment, link: URL?) {
        self.attachment = attachment
        self.link = link
    }
}
