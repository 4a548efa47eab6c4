public import Foundation

/// How far a card has come.
public enum CardState: String, Sendable, Hashable, CaseIterable {
    /// It is in the outbox.
    case queued
    /// The other side has taken it.
    case sent
    /// The other side did not take it, and will not.
    case failed
    /// It was never put into the outbox, for what is wrong with it.
    case refused
}

/// A card, as the ledger knows it: what became of it, not what is in it.
public struct CardRecord: Sendable, Hashable {
    /// The card's name; `nil` for one that was refused.
    public var messageID: String?
    /// A digest of the request that it came of.
    public var fingerprint: String
    /// Where it goes.
    public var conversationID: String?
    /// What it was built from.
    public var templateID: String?
    /// How far it has come.
    public var state: CardState
    /// How it ended, for people; nothing of a customer's in it.
    public var detail: String?
    /// How long the call took that ended it.
    public var latency: Duration?
    /// When it came; the ledger's own time counts.
    public var createdAt: Date
    /// When it ended; `nil` while it is queued.
    public var settledAt: Date?

    /// Describes a card.
    public init(
        messageID: String?, fingerprint: String, conversationID: String? = nil, templateID: String? = nil,
        state: CardState = .queued, detail: String? = nil, latency: Duration? = nil, createdAt: Date = .distantPast,
        settledAt: Date? = nil
    ) {
        self.messageID = messageID
        self.fingerprint = fingerprint
        self.conversationID = conversationID
        self.templateID = templateID
        self.state = state
        self.detail = detail
        self.latency = latency
        self.createdAt = createdAt
        self.settledAt = settledAt
    }
}

/// How a card on its way has ended.
public struct CardEnding: Sendable, Hashable {
    /// The card's name.
    public let messageID: String
    /// `sent` or `failed`.
    public let state: CardState
    /// How it ended, for people.
    public let detail: String
    /// How long the last call took.
    public let latency: Duration?

    /// Describes an end.
    public init(messageID: String, state: CardState, detail: String, latency: Duration?) {
        self.messageID = messageID
        self.state = state
        self.detail = detail
        self.latency = latency
    }
}
