public import JSON

/// What a bot connector answers: cards or texts, and whether the bot has more to ask.
public struct BotAnswer: Sendable, Hashable {
    /// Whose turn it is next.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// The flow's: the bot is done.
        case complete = "Complete"
        /// The flow's: the bot could not do it.
        case failed = "Failed"
        /// The customer's: the bot waits for more.
        case moreData = "MoreData"
    }

    /// Whose turn it is next.
    public var state: State
    /// What the bot made of the turn; the flow branches by it. Required when it is complete.
    public var intent: String?
    /// From 0 to 1.
    public var confidence: Double?
    /// Texts by name, for the flow.
    public var parameters: [String: String] = [:]
    /// Why it failed.
    public var error: String?

    private var messages: [JSON] = []

    /// Answers nothing yet.
    public init(_ state: State, intent: String? = nil) {
        self.state = state
        self.intent = intent
    }

    /// Shows the customer a card.
    public mutating func add(_ card: CardMessage) { messages.append(card.structured) }

    /// Tells the customer something.
    public mutating func add(text: String) { messages.append(["type": "Text", "text": .string(text)]) }

    /// The answer to the platform's request.
    public var json: JSON { .object(members) }

    /// The body of `POST /api/v2/integrations/botconnectors/outgoing/messages`, for an answer that comes later.
    public func outgoing(to turn: BotTurn) -> JSON {
        // All four are required by the model, also where the turn had none.
        let head: [JSON.Member] = [
            .init("botId", .string(turn.botID)), .init("botVersion", .string(turn.botVersion ?? "1")),
            .init("botSessionId", .string(turn.sessionID)), .init("languageCode", .string(turn.languageCode ?? "en-us")),
        ]
        return .object(head + members)
    }

    private var members: [JSON.Member] {
        var members: [JSON.Member] = [.init("botState", .string(state.rawValue)), .init("replyMessages", .array(messages))]
        if let intent { members.append(.init("intent", .string(intent))) }
        if let confidence { members.append(.init("confidence", .number(confidence))) }
        let parameters = parameters.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
        members.append(.init("parameters", .object(parameters)))
        members.append(.init("entities", []))
        if let error { members.append(.init("errorInfo", ["code": "failed", "message": .string(error)])) }
        return members
    }
}
