public import Foundation

/// One file of a customer's on its way through the gateway.
public struct Attachment: Sendable, Hashable, Identifiable {
    public let id: AttachmentID
    public var state: AttachmentState
    /// The way in: `upload`, `channel`, `webhook`, `watcher`, `scan`.
    public let source: Source
    public let conversationID: String?
    public let contactID: String?
    public let messageID: String?
    public var file: FileFacts
    public var verdict: Verdict
    public let createdAt: Date
    public var updatedAt: Date

    public enum Source: String, Sendable, Hashable, Codable, CaseIterable {
        case upload, channel, webhook, watcher, scan
    }

    public init(
        id: AttachmentID, state: AttachmentState = .received, source: Source, conversationID: String? = nil,
        contactID: String? = nil,
        messageID: String? = nil, file: FileFacts, verdict: Verdict = .pending, createdAt: Date, updatedAt: Date? = nil
    ) {
        self.id = id
        self.state = state
        self.source = source
        self.conversationID = conversationID
        self.contactID = contactID
        self.messageID = messageID
        self.file = file
        self.verdict = verdict
        self.createdAt = createdAt
        self.updatedAt = updatedAt ?? createdAt
    }
}

/// What is known of the bytes.
public struct FileFacts: Sendable, Hashable {
    /// The customer's name for it, cleaned; data, never part of a path.
    public var name: String
    /// Bytes.
    public var size: Int64
    /// Lower-case hexadecimal.
    public var sha256: String
    /// What the sender said it is; `nil` when nothing was said.
    public var claimedType: String?
    /// What it is; `nil` before inspection.
    public var detectedType: String?

    public init(name: String, size: Int64, sha256: String, claimedType: String? = nil, detectedType: String? = nil) {
        self.name = name
        self.size = size
        self.sha256 = sha256
        self.claimedType = claimedType
        self.detectedType = detectedType
    }
}

/// One step of an attachment's way.
public struct TimelineEntry: Sendable, Hashable {
    public let at: Date
    public let state: AttachmentState
    /// A sentence for people; nothing of the customer's in it.
    public let detail: String

    public init(at: Date, state: AttachmentState, detail: String) {
        self.at = at
        self.state = state
        self.detail = detail
    }
}
