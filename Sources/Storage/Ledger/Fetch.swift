public import Attachments
public import Foundation

/// An announced file to fetch, leased.
public struct Fetch: Sendable, Hashable {
    /// The right to fetch it.
    public let lease: Lease
    /// What the attachment is, or will be, called.
    public let id: AttachmentID
    /// Where it is, and what is said of it.
    public let file: AnnouncedFile
    /// The message that speaks of it.
    public let message: ConversationMessage
    /// How often it was taken, this time included.
    public let attempts: Int
    /// When it was queued.
    public let createdAt: Date
    /// Why the attempt before put it off; `nil` at the first.
    public let reason: String?

    /// Makes a fetch; for ledgers and tests.
    public init(
        lease: Lease, id: AttachmentID, file: AnnouncedFile, message: ConversationMessage, attempts: Int, createdAt: Date,
        reason: String? = nil
    ) {
        self.lease = lease
        self.id = id
        self.file = file
        self.message = message
        self.attempts = attempts
        self.createdAt = createdAt
        self.reason = reason
    }
}
