public import Attachments
public import Foundation

/// A message to send, leased.
public struct OutboxMessage: Sendable, Hashable {
    /// The right to send it.
    public let lease: Lease
    /// The attachment that it is about, as it was when the message was taken.
    public let attachment: Attachment?
    /// The conversation's message that it is about.
    public let origin: ConversationMessage?
    /// What is to be sent.
    public let kind: MessageKind
    /// The same at every attempt.
    public let idempotencyKey: String
    /// What the kind needs besides: words, or a JSON object.
    public let payload: String?
    /// How often it was taken, this time included.
    public let attempts: Int
    /// When it was queued.
    public let createdAt: Date
    /// Why the attempt before put it off; `nil` at the first.
    public let reason: String?
    /// What names the platform's copy of the attachment: the link by which it was given, exactly as it went out, or the identifier by which it
    /// was had.
    public let sentLink: String?
    /// Files of the same customer that were accepted before it and go after it, for they are still being judged, or held.
    public let overtakes: [AttachmentID]

    /// Makes a message; for ledgers and tests.
    public init(
        lease: Lease, attachment: Attachment?, origin: ConversationMessage? = nil, kind: MessageKind, idempotencyKey: String,
        payload: String?, attempts: Int, createdAt: Date, reason: String? = nil,
        sentLink: String? = nil, overtakes: [AttachmentID] = []
    ) {
        self.lease = lease
        self.attachment = attachment
        self.origin = origin
        self.kind = kind
        self.idempotencyKey = idempotencyKey
        self.payload = payload
        self.attempts = attempts
        self.createdAt = createdAt
        self.reason = reason
        self.sentLink = sentLink
        self.overtakes = overtakes
    }
}

/// What is to be sent.
public enum MessageKind: String, Sendable, Hashable, CaseIterable {
    /// The link to a released file, for the agent.
    case file
    /// Words to the customer about a file.
    case notice
    /// The words of a customer's message, for the agent.
    case text
    /// An agent's message with its files, for the customer's channel.
    case forward
    /// What became of an agent's message, for the platform.
    case receipt
    /// What was found out about a file that the agent has already, for the conversation.
    case attributes
    /// A sign to the agent that a file is being looked at; goes only while it is.
    case placeholder
    /// The end of the platform's copies of a file.
    case removal
    /// Words to the agent about a file that the agent has already and should not have.
    case alert
    /// The end of a conversation.
    case disconnection
    /// A released file, for the external contact.
    case note
    /// What became of an attachment, for the operator's own systems.
    case handover
    /// A card for the customer.
    case card
    /// The words of a card, for the conversation's transcript.
    case transcript
    /// A button that a customer chose, for the platform.
    case click
    /// What became of a card, for whoever counts.
    case report

    /// Whether there is no sense in it any more once the attachment is settled.
    public var isProvisional: Bool { self == .placeholder }
}

/// A message to put into the outbox.
public struct NewMessage: Sendable, Hashable {
    /// What is to be sent.
    public let kind: MessageKind
    /// Unique among the messages that wait.
    public let idempotencyKey: String
    /// What the kind needs besides: words, or a JSON object.
    public let payload: String?
    /// Those of one lane go in the order in which they came; `nil` takes the attachment's or the conversation's message's own.
    public let lane: String?
    /// How long it waits before it is due. One that waits holds up its lane.
    public let delay: Duration

    /// Makes a message.
    public init(
        kind: MessageKind, idempotencyKey: String, payload: String? = nil, lane: String? = nil, delay: Duration = .zero
    ) {
        self.kind = kind
        self.idempotencyKey = idempotencyKey
        self.payload = payload
        self.lane = lane
        self.delay = delay
    }
}
