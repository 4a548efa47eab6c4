/// Reads a conversation with its participants and messages.
public struct ConversationFetch: PlatformRequest {
    private let conversationID: String

    /// Names the conversation.
    public init(conversationID: String) { self.conversationID = conversationID }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        PreparedRequest(.conversation, ["conversationId": conversationID])
    }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> ConversationMessages {
        guard let conversation = try ConversationMessages(IncomingJSON(answer: body, of: .conversation)) else {
            throw GenesysError(.unreadableAnswer, "conversation: a success without an id; check the address of the API")
        }
        return conversation
    }
}
