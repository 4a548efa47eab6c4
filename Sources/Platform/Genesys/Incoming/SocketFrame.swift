/// What comes through a notification channel, or through the tutorial's event socket.
public enum SocketFrame: Sendable, Hashable {
    /// The platform shows that it is there, by itself or asked by a ping.
    case heartbeat
    /// Messages of a conversation.
    case messages(ConversationMessages)
    /// The tutorial's `conversation.media.upload`.
    case mediaUpload(MediaUploadEvent)
    /// The socket will close in about a minute; the same address works again.
    case closing
    /// The channel is of no more use: another one has taken its place, or its token was revoked. The platform's reason.
    case lost(reason: String?)
    /// The channel's topics have changed.
    case subscriptionsChanged
    /// An answer to a subscription over the socket: its code, such as 200.
    case answered(Int?)
    /// Anything else; its topic, if it has one.
    case other(topic: String?)

    /// Reads one text frame.
    /// - Throws: `GenesysError` with `unreadableEvent` when it is no JSON object, or one that is too long or too deep.
    public init(_ frame: [UInt8]) throws(GenesysError) {
        let json = try IncomingJSON(frame)
        guard let topic = json["topicName"].text else {
            self = Self.withoutTopic(json)
            return
        }
        let body = json["eventBody"]
        switch topic {
        case "channel.metadata": self = .heartbeat
        case "v2.system.socket_closing": self = .closing
        case "v2.subscription.updated": self = .subscriptionsChanged
        case _ where topic.hasPrefix("v2.system.no_longer_subscribed"): self = .lost(reason: body["reason"].text)
        case _ where topic.hasPrefix("v2.system.token_revoked"): self = .lost(reason: body["reason"].text)
        case _ where Self.isAboutConversations(topic): self = ConversationMessages(body).map(Self.messages) ?? .other(topic: topic)
        default: self = .other(topic: topic)
        }
    }

    /// `v2.routing.queues.{id}.conversations.messages`, `v2.users.{id}.conversations.messages`, and both without the last part.
    private static func isAboutConversations(_ topic: String) -> Bool {
        (topic.hasPrefix("v2.routing.queues.") || topic.hasPrefix("v2.users."))
            && (topic.hasSuffix(".conversations.messages") || topic.hasSuffix(".conversations"))
    }

    private static func withoutTopic(_ json: IncomingJSON) -> SocketFrame {
        if let event = MediaUploadEvent(json) { return .mediaUpload(event) }
        let result = json["result"]
        if let code = result.count ?? result.text.flatMap({ Int($0) }) { return .answered(code) }
        return .other(topic: json["eventType"].text)
    }
}
