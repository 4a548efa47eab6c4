public import JSON

/// What a customer said to a bot, as Genesys Cloud posts it to a bot connector (its SDK: `IncomingMessageRequest` of
/// `/api/v2/integrations/botconnectors/incoming/messages`).
public struct BotTurn: Sendable, Hashable {
    /// The bot that was asked.
    public let botID: String
    /// Of the bot.
    public let botVersion: String?
    /// Stays the same from turn to turn.
    public let sessionID: String
    /// Of the customer's message; the same one when Genesys asks again.
    public let messageID: String?
    /// The conversation that the card goes into: `conversationId` in the SDK, `genesysConversationId` in older captures.
    public let conversationID: String?
    /// Such as `en-us`.
    public let languageCode: String?
    /// What the customer wrote; empty for a click without words.
    public let text: String
    /// The button that the customer chose, if that is what the turn is.
    public let click: ButtonClick?
    /// What the flow hands over; texts by name.
    public let parameters: [String: String]

    /// Reads a turn. What is not known is passed over: the platform adds members as it likes.
    ///
    /// - Throws: ``CardRefusal`` naming the members without which there is no answering.
    public init(_ json: JSON) throws(CardRefusal) {
        let required = ["botId", "botSessionId"].filter { json[$0]?.string?.isEmpty ?? true }
        guard required.isEmpty, let botID = json["botId"]?.string, let sessionID = json["botSessionId"]?.string else {
            throw CardRefusal(problems: required.map { CardProblem(path: $0, reason: "is required: a text.") })
        }
        self.botID = botID
        self.sessionID = sessionID
        botVersion = json["botVersion"]?.string
        messageID = json["messageId"]?.string
        conversationID = json["conversationId"]?.string ?? json["genesysConversationId"]?.string
        languageCode = json["languageCode"]?.string
        text = json["inputMessage"]?["text"]?.string ?? ""
        click = json["inputMessage"]?["content"]?.array?.lazy.compactMap(ButtonClick.init(content:)).first
        var parameters: [String: String] = [:]
        if case .object(let members)? = json["parameters"] {
            for member in members { parameters[member.name] = member.value.string }
        }
        self.parameters = parameters
    }
}
