public import Attachments

/// Which attachments to list; everything that is given must hold.
public struct AttachmentQuery: Sendable, Hashable {
    /// In this state.
    public var state: AttachmentState?
    /// Of this conversation.
    public var conversationID: String?
    /// With this text in the name or the identifier; upper and lower case of ASCII letters are the same.
    public var text: String?
    /// Older than this one: the last of the page before.
    public var after: AttachmentID?
    /// How many at most: 1 to 1000.
    public var limit: Int

    /// Makes a query; without conditions it matches every attachment.
    public init(
        state: AttachmentState? = nil, conversationID: String? = nil, text: String? = nil, after: AttachmentID? = nil,
        limit: Int = 100
    ) {
        self.state = state
        self.conversationID = conversationID
        self.text = text
        self.after = after
        self.limit = min(max(limit, 1), 1000)
    }
}
