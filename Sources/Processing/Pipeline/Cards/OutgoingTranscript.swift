import Cards
public import Ledger

extension MessageKind {
    /// The words of a card, for the conversation's transcript.
    public static let transcript = MessageKind(rawValue: "transcript")
}

/// The words of a card that was pushed to a channel, for the conversation's transcript.
public struct OutgoingTranscript: OutgoingMessage {
    /// `transcript`
    public static let kind = MessageKind.transcript

    /// The card.
    public let card: OutgoingCard

    /// Describes a transcript.
    public init(_ card: OutgoingCard) { self.card = card }

    /// Takes the card as it was stored.
    public init(_ message: OutboxMessage, payload: OutgoingCard, sources: DeliverySources) async throws { self.init(payload) }

    /// Behind the card, in its lane.
    static func queued(_ card: OutgoingCard) -> NewMessage {
        queued(key: "card/\(card.card.messageID)/transcript", payload: card, lane: card.lane)
    }

    /// The card's.
    public var channel: String? { card.channel }
}
