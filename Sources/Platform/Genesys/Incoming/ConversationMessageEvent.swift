/// The tutorial's webhook event `Conversation:Message`.
public struct ConversationMessageEvent: Sendable, Hashable {
    /// The conversation.
    public let conversationID: String?
    /// The message.
    public let messageID: String?
    /// Its files, in order; fetched by their identifiers.
    public let attachments: [MessageAttachment]

    /// `nil` for other events.
    init?(_ json: IncomingJSON) {
        guard json["eventType"].text == "Conversation:Message" else { return nil }
        let data = json["data"]
        conversationID = data["conversationId"].text
        messageID = data.first("messageId", "id").text
        attachments = data["attachments"].items.compactMap(MessageAttachment.init(tutorial:))
    }
}
