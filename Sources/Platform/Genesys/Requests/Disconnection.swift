/// Ends a conversation.
public struct Disconnection: PlatformRequest {
    private let conversationID: String

    /// Names the conversation.
    public init(conversationID: String) { self.conversationID = conversationID }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        try PreparedRequest(.disconnection, ["conversationId": conversationID], json: ["state": "disconnected"])
    }
}
