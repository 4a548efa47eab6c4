public import Foundation

/// A message of a conversation, with whose files the gateway has to do: what came at once and belongs together.
public struct ConversationMessage: Sendable, Hashable, Identifiable {
    /// Ours.
    public let id: MessageID
    /// Names the message at its origin, so that it is taken once however often it is told: `open/shop/<id>`, `genesys/<conversation>/<id>`.
    public let key: String
    /// Who speaks to whom.
    public let direction: Direction
    /// The way in.
    public let source: Attachment.Source
    /// The configured channel that it belongs to; `nil` for the platform's own messages.
    public let channel: String?
    /// The origin's own identifier.
    public let externalID: String?
    /// The platform's conversation, when it is known.
    public let conversationID: String?
    /// The customer.
    public let contactID: String?
    /// The words that stand beside the files.
    public let text: String?
    /// The message as it came, in JSON; kept where it is passed on.
    public let payload: String?
    /// When it was accepted.
    public let createdAt: Date

    /// Who speaks to whom.
    public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
        /// The customer to the agent.
        case inbound
        /// The agent, or a bot, to the customer.
        case outbound
    }

    /// Takes a message in, or restores one from the ledger.
    public init(
        id: MessageID, key: String, direction: Direction, source: Attachment.Source, channel: String? = nil,
        externalID: String? = nil, conversationID: String? = nil, contactID: String? = nil, text: String? = nil,
        payload: String? = nil, createdAt: Date
    ) {
        self.id = id
        self.key = key
        self.direction = direction
        self.source = source
        self.channel = channel
        self.externalID = externalID
        self.conversationID = conversationID
        self.contactID = contactID
        self.text = text
        self.payload = payload
        self.createdAt = createdAt
    }
}
