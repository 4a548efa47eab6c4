/// What a signed webhook brings: either of the forms, told apart by their members.
public enum WebhookEvent: Sendable, Hashable {
    /// The tutorial's `Conversation:Message`.
    case conversationMessage(ConversationMessageEvent)
    /// Open Messaging's outbound message.
    case openMessage(OpenMessage)
    /// An event that is none of ours; its type, if it has one.
    case other(String?)

    /// Reads a body.
    /// - Throws: `GenesysError` with `unreadableEvent` when it is no JSON object, or one that is too long or too deep.
    public init(_ body: [UInt8]) throws(GenesysError) {
        let json = try IncomingJSON(body)
        if let event = ConversationMessageEvent(json) {
            self = .conversationMessage(event)
        } else if let message = OpenMessage(json) {
            self = .openMessage(message)
        } else {
            self = .other(json.first("eventType", "type").text)
        }
    }
}
