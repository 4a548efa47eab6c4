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
    /// What the kind keeps besides, in the kind's own form.
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

/// The kind of a message, by the word that the ledger, the audit log and the program's log have for it.
///
/// The set is open: the pipeline has a type for each kind. The kinds named here are those that the ledger's own transactions look at.
public struct MessageKind: RawRepresentable, Sendable, Hashable {
    /// The word.
    public let rawValue: String

    /// Names a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The link to a released file, for the agent. One that is parked shows that the file was released.
    public static let file = MessageKind(rawValue: "file")
    /// A sign to the agent that a file is being looked at.
    public static let placeholder = MessageKind(rawValue: "placeholder")

    /// Makes no sense any more once the attachment is settled: the ledger then removes what is not on its way.
    static let provisional = [placeholder]
}

/// A message to put into the outbox.
public struct NewMessage: Sendable, Hashable {
    /// What is to be sent.
    public let kind: MessageKind
    /// Unique among the messages that wait.
    public let idempotencyKey: String
    /// What the kind keeps besides, in the kind's own form.
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
