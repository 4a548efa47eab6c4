/// A message as `GET /api/v2/conversations/messages/{conversationId}/messages/{messageId}` gives it.
public struct FetchedMessage: Sendable, Hashable {
    /// More files of one message are not looked at; the platform itself lets one through.
    static let maximumAttachments = 100

    /// The platform's identifier.
    public let id: String
    /// The conversation.
    public let conversationID: String?
    /// Whether the customer wrote it.
    public let isInbound: Bool
    /// Such as `open` or `webmessaging`.
    public let messengerType: String?
    /// The customer's address, or the integration's.
    public let fromAddress: String?
    /// Where it goes.
    public let toAddress: String?
    /// The Open Messaging integration that it came by, where it says so.
    public let integrationID: String?
    /// When, as RFC 3339.
    public let time: String?
    /// The words.
    public let text: String?
    /// Its files: of the normalised message, else of the `media` that the platform is giving up.
    public let attachments: [MessageAttachment]

    init?(_ json: IncomingJSON) {
        guard let id = json["id"].text else { return nil }
        let normalized = json["normalizedMessage"]
        let content = normalized["content"].items.compactMap(MessageAttachment.init(content:))
        self.id = id
        conversationID = json["conversationId"].text
        isInbound = (json["direction"].text ?? normalized["direction"].text)?.lowercased() == "inbound"
        messengerType = json["messengerType"].text
        fromAddress = json["fromAddress"].text
        toAddress = json["toAddress"].text
        integrationID = normalized["channel"]["id"].text
        time = json["timestamp"].text
        text = normalized["text"].prose ?? json["textBody"].prose
        let files = content.isEmpty ? json["media"].items.compactMap(MessageAttachment.init(media:)) : content
        attachments = Array(files.prefix(Self.maximumAttachments))
    }
}
