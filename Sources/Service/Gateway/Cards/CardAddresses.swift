import Cards
import Channels
import JSON
import Pipeline

/// Finds the way that a card goes.
struct CardAddresses: Sendable {
    let isTutorial: Bool
    let channels: LiveChannels

    /// Addresses a card by what its request says besides: a bot's session, a channel, the customer.
    ///
    /// - Throws: `CardRefusal` where there is no way.
    func outgoing(_ card: CardMessage, of request: JSON) throws(CardRefusal) -> OutgoingCard {
        let contact = request["contactId"]?.string
        guard Self.isIdentifier(card.messageID) else {
            throw .at("messageId", "is no name for a card: 1 to 128 letters, digits and '._:-'. Send a UUID, or nothing.")
        }
        for (name, text) in [("conversationId", card.conversationID), ("templateId", card.templateID), ("contactId", contact)] {
            guard let text, !Self.isLine(text) else { continue }
            throw .at(name, "is no identifier: at most 256 bytes, without control characters.")
        }
        if let bot = request["bot"] { return OutgoingCard(card, way: try Self.bot(bot, card), contactID: contact) }
        guard isTutorial else { return OutgoingCard(card, way: .channel(try channel(of: card)), contactID: contact) }
        guard card.conversationID?.isEmpty == false else {
            throw .at("conversationId", "is required: the conversation that the card goes into.")
        }
        return OutgoingCard(card, way: .guest, contactID: contact)
    }

    /// What can be written into a header field, a key and a log.
    static func isIdentifier(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789._:-".unicodeScalars.contains(scalar))
            }
    }

    /// What cannot break a line of a log.
    private static func isLine(_ text: String) -> Bool {
        text.utf8.count <= 256 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
    }

    /// The only channel that can be reached need not be named.
    private func channel(of card: CardMessage) throws(CardRefusal) -> String {
        let reachable = channels.reachable
        if let name = card.channel, reachable.contains(name) { return name }
        if card.channel == nil, reachable.count == 1 { return reachable[0] }
        throw .at(
            "channel", "must name a channel that cards can be pushed to: one with an outboundURL (channels.<name>.outboundURL).")
    }

    private static func bot(_ bot: JSON, _ card: CardMessage) throws(CardRefusal) -> OutgoingCard.Way {
        let turn: BotTurn
        do { turn = try BotTurn(bot) } catch { throw CardRefusal(problems: error.problems.map { $0.within("bot") }) }
        let word = bot["botState"]?.string ?? BotAnswer.State.complete.rawValue
        guard let state = BotAnswer.State(rawValue: word) else {
            throw .at("bot.botState", "is none of \(BotAnswer.State.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let intent = bot["intent"]?.string
        guard state != .complete || intent?.isEmpty == false else {
            throw .at("bot.intent", "is required when the bot is done: the flow branches by it.")
        }
        var answer = BotAnswer(state, intent: intent)
        answer.parameters = turn.parameters
        answer.add(card)
        return .bot(answer.outgoing(to: turn))
    }
}

extension CardRefusal {
    fileprivate static func at(_ path: String, _ reason: String) -> CardRefusal {
        CardRefusal(problems: [CardProblem(path: path, reason: reason)])
    }
}

extension CardProblem {
    fileprivate func within(_ name: String) -> CardProblem { CardProblem(path: "\(name).\(path)", reason: reason) }
}
