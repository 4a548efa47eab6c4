/// Reads one message with its files.
public struct MessageFetch: PlatformRequest {
    private let conversationID: String
    private let messageID: String

    /// Names the message.
    public init(conversationID: String, messageID: String) {
        self.conversationID = conversationID
        self.messageID = messageID
    }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        PreparedRequest(.message, ["conversationId": conversationID, "messageId": messageID])
    }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> FetchedMessage {
        guard let message = try FetchedMessage(IncomingJSON(answer: body, of: .message)) else {
            throw GenesysError(.unreadableAnswer, "message: a success without an id; check the address of the API")
        }
        return message
    }
}
