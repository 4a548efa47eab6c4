public import Attachments
public import Foundation

/// An attachment to work on, leased.
public struct Job: Sendable, Hashable {
    /// The right to work on it.
    public let lease: Lease
    /// As it was when the job was taken.
    public let attachment: Attachment
    /// The message that it is a part of, where the gateway keeps one.
    public let message: ConversationMessage?
    /// How often it was taken, this time included.
    public let attempts: Int
    /// When it was queued.
    public let createdAt: Date
    /// Why the attempt before put it off; `nil` at the first.
    public let reason: String?

    /// Makes a job; for ledgers and tests.
    public init(
        lease: Lease, attachment: Attachment, message: ConversationMessage? = nil, attempts: Int, createdAt: Date,
        reason: String? = nil
    ) {
        self.lease = lease
        self.attachment = attachment
        self.message = message
        self.attempts = attempts
        self.createdAt = createdAt
        self.reason = reason
    }
}
