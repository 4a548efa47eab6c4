/// What is asked of the platform.
public enum Call: String, Sendable, Hashable, CaseIterable {
    /// An access token for client credentials.
    case token
    /// A customer's message with an attachment, into a conversation.
    case inboundMessage
    /// A text to the customer.
    case notice

    /// What the role of the OAuth client must hold; `nil` where none is needed.
    var permission: String? {
        switch self {
        case .token: nil
        case .inboundMessage: "conversation:message:receive"
        case .notice: "conversation:message:create"
        }
    }
}
