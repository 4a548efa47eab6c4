public import Cards
import HTTPSemantics
import JSON

/// A card for a guest of a web chat, as the tutorials send it; the platform itself takes none by REST.
public struct GuestCard: PlatformRequest {
    /// The platform's identifier of the message, where it gave one.
    public typealias Answer = String?

    private let card: CardMessage

    /// Takes a card; its name is the identifier of the request, the same for every attempt.
    public init(_ card: CardMessage) { self.card = card }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        guard configuration.routes.set == .tutorial else {
            throw GenesysError(.missingValue, "The platform takes no card by REST; name a channel, or the bot's session.")
        }
        guard let conversation = card.conversationID, !conversation.isEmpty else {
            throw GenesysError(.missingValue, "The card has no conversation to go into; send conversationId.")
        }
        let message: JSON = ["type": "webchat", "card": card.tutorial]
        let body: JSON = ["conversationId": .string(conversation), "message": message]
        // A page that was kept must not show an old card (the tutorial's own fields).
        let fields: HTTPFields = [
            "Content-Type": "application/json", "Cache-Control": "no-cache, no-store, must-revalidate", "Pragma": "no-cache",
            "X-Genesys-Request-Id": card.messageID,
        ]
        return PreparedRequest(.card, fields: fields, body: body.bytes)
    }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> String? {
        try MessageReceipt(body).messageID(of: .card, isRequired: false)
    }
}
