public import Foundation

/// One file of a customer's on its way through the gateway.
public struct Attachment: Sendable, Hashable, Identifiable {
    /// Ours; what the bytes are stored under.
    public let id: AttachmentID
    /// Where it is on its way.
    public var state: AttachmentState
    /// The way in.
    public let source: Source
    /// The platform's conversation that it belongs to.
    public let conversationID: String?
    /// The platform's contact who sent it.
    public let contactID: String?
    /// The platform's message that it came in.
    public let messageID: String?
    /// The message that it is a part of, where the gateway keeps one.
    public let partOf: MessageID?
    /// What is known of the bytes.
    public var file: FileFacts
    /// What was found out about them.
    public var verdict: Verdict
    /// When it was accepted.
    public let createdAt: Date
    /// When its state last changed.
    public var updatedAt: Date
    /// From when on its bytes are gone, or about to go; `nil` while they are kept.
    public var purgedAt: Date?

    /// Whether a link to it may be made, and followed: it passed, and its bytes are kept.
    public var isAvailable: Bool { (state == .released || state == .delivered) && purgedAt == nil }

    /// The ways in.
    public enum Source: String, Sendable, Hashable, Codable, CaseIterable {
        /// A form, raw bytes or base64 by `POST /upload`.
        case upload
        /// A customer's message from a channel of ours.
        case channel
        /// A signed event of the platform.
        case webhook
        /// An event read from the platform's notification socket.
        case watcher
        /// A local file, by command.
        case scan
    }

    /// Takes an attachment in, or restores one from the ledger.
    ///
    /// - Parameter updatedAt: when `nil`, the time of its creation.
    public init(
        id: AttachmentID, state: AttachmentState = .received, source: Source, conversationID: String? = nil,
        contactID: String? = nil, messageID: String? = nil, partOf: MessageID? = nil, file: FileFacts,
        verdict: Verdict = .pending, createdAt: Date, updatedAt: Date? = nil, purgedAt: Date? = nil
    ) {
        self.id = id
        self.state = state
        self.source = source
        self.conversationID = conversationID
        self.contactID = contactID
        self.messageID = messageID
        self.partOf = partOf
        self.file = file
        self.verdict = verdict
        self.createdAt = createdAt
        self.updatedAt = updatedAt ?? createdAt
        self.purgedAt = purgedAt
    }
}
