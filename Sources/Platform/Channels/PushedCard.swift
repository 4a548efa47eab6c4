import Cards
import Foundation
import JSON
import Pipeline

/// A card as a channel's client gets it: an Open Messaging message of the type `Structured`, like those that the platform sends. Pure.
struct PushedCard {
    private let card: OutgoingCard
    private let integrationID: String

    init(_ card: OutgoingCard, integrationID: String) {
        self.card = card
        self.integrationID = integrationID
    }

    /// The JSON text; each attempt sends the same bytes.
    var json: [UInt8] {
        var channel: [JSON.Member] = [
            .init("id", .string(integrationID)), .init("platform", "Open"), .init("type", "Private"),
            .init("messageId", .string(card.card.messageID)), .init("from", ["id": .string(integrationID)]),
        ]
        if let contact = card.contactID { channel.append(.init("to", ["id": .string(contact)])) }
        var members: [JSON.Member] = [
            .init("id", .string(card.card.messageID)), .init("channel", .object(channel)), .init("direction", "Outbound"),
            .init("originatingEntity", "Bot"),
        ]
        if let conversation = card.card.conversationID { members.append(.init("conversationId", .string(conversation))) }
        for name in ["type", "text", "content"] { members.append(.init(name, card.card.structured[name] ?? .null)) }
        return JSON.object(members).bytes
    }
}
