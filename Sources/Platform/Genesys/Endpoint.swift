/// What is asked of the platform; the names are those of `genesys.routeOverrides`.
public enum Endpoint: String, Sendable, Hashable, CaseIterable {
    /// An access token for client credentials.
    case token
    /// The end of an access token.
    case tokenRevocation
    /// A customer's message, with an attachment or without, into a conversation.
    case inboundMessage
    /// A button that a customer chose.
    case structuredResponse
    /// A card, as only the tutorials send it.
    case card
    /// A bot's answer that comes later than the customer's turn.
    case botReply
    /// A sign that the customer is writing.
    case typing
    /// What became of a message to the customer.
    case receipt
    /// A text to the customer.
    case notice
    /// A text with a link to the customer, for files that are too large to be sent.
    case link
    /// What scripts and flows see of a participant.
    case attributes
    /// A note on an external contact.
    case contactNote
    /// A file on an external contact; the platform has none, so there it is a note with a link.
    case contactAttachment
    /// A conversation with its participants and messages.
    case conversation
    /// The conversations that go on in a queue.
    case activeConversations
    /// The conversations of a time in a queue.
    case conversationDetails
    /// One message with its files.
    case message
    /// The end of a conversation.
    case disconnection
    /// Copies that the platform keeps of files at addresses outside.
    case cachedMedia
    /// The end of a file: of the platform's copy, or the tutorial's media.
    case mediaRemoval
    /// A file by its identifier.
    case attachmentDownload
    /// A channel of notifications.
    case notificationChannel
    /// Topics for a channel.
    case subscription

    /// What the role of the OAuth client must hold; `nil` where none is documented.
    var permission: String? {
        switch self {
        case .inboundMessage, .structuredResponse, .typing, .receipt: "conversation:message:receive"
        case .notice, .link: "conversation:message:create"
        case .message: "conversation:message:view"
        case .activeConversations: "analytics:queueObservation:view"
        case .conversationDetails: "analytics:conversationDetail:view"
        case .botReply: "integration:botconnector:send"
        case .contactNote: "externalContacts:contact:edit"
        case .cachedMedia: "conversation:cachedMedia:view"
        case .mediaRemoval: "conversation:cachedMedia:delete"
        case .disconnection: "conversation:communication:disconnect"
        case .token, .tokenRevocation, .card, .attributes, .contactAttachment, .conversation, .attachmentDownload,
            .notificationChannel, .subscription:
            nil
        }
    }
}
