public import Attachments
public import Foundation

/// A message to send, leased.
public struct OutboxMessage: Sendable, Hashable {
    /// The right to send it.
    public let lease: Lease
    /// As it was when the message was taken.
    public let attachment: Attachment
    /// What is to be sent.
    public let kind: MessageKind
    /// The same at every attempt.
    public let idempotencyKey: String
    /// The words of a notice.
    public let text: String?
    /// How often it was taken, this time included.
    public let attempts: Int
    /// When it was queued.
    public let createdAt: Date
    /// Why the attempt before put it off; `nil` at the first.
    public let reason: String?

    /// Makes a message; for ledgers and tests.
    public init(
        lease: Lease, attachment: Attachment, kind: MessageKind, idempotencyKey: String, text: String?, attempts: Int,
        createdAt: Date, reason: String? = nil
    ) {
        self.lease = lease
        self.attachment = attachment
        self.kind = kind
        self.idempotencyKey = idempotencyKey
        self.text = text
        self.attempts = attempts
        self.createdAt = createdAt
        self.reason = reason
    }
}

/// What is to be sent.
public enum MessageKind: String, Sendable, Hashable, CaseIterable {
    /// The link to a released file, for the agent.
    case file
    /// Words to the customer about a file.
    case notice
}

/// A message to put into the outbox.
public struct NewMessage: Sendable, Hashable {
    /// What is to be sent.
    public let kind: MessageKind
    /// Unique among the messages that wait.
    public let idempotencyKey: String
    /// The words of a notice.
    public let text: String?

    /// Makes a message that is due at once.
    public init(kind: MessageKind, idempotencyKey: String, text: String? = nil) {
        self.kind = kind
        self.idempotencyKey = idempotencyKey
        self.text = text
    }
}
