import JSON

/// One message of the notification socket, read as far as the channel's own life needs it.
enum NotificationFrame: Sendable, Hashable {
    /// The platform's heartbeat, or its answer to our ping.
    case alive
    /// The socket will be closed in about a minute.
    case socketClosing
    /// The channel's topics were taken by another one of the same client.
    case channelTaken
    case tokenRevoked
    case event(Notification)
    /// Nothing of ours, such as `v2.subscription.updated`.
    case other
    case unreadable

    /// More than the body of an event may have.
    private static let limits = JSONLimits(depth: 64)

    /// Reads the envelope `{topicName, version, eventBody, metadata}`; without a `topicName`, the tutorials' `{eventType, …}`.
    init(_ text: String) {
        guard let frame = try? JSON(parsing: Array(text.utf8), limits: Self.limits, duplicates: .lastCounts), case .object = frame
        else {
            self = .unreadable
            return
        }
        if let topic = frame["topicName"].string {
            self = Self.read(topic, frame)
        } else if let type = frame["eventType"].string {
            self = .event(Notification(topic: type, body: Array(text.utf8)))
        } else {
            self = .other
        }
    }

    private static func read(_ topic: String, _ frame: JSON) -> Self {
        if topic == "channel.metadata" { return .alive }
        if topic.hasPrefix("v2.system.socket_closing") { return .socketClosing }
        if topic.hasPrefix("v2.system.token_revoked") { return .tokenRevoked }
        if topic.hasPrefix("v2.system.no_longer_subscribed") {
            return frame["eventBody"]["reason"].string == "user_tokens_revoked" ? .tokenRevoked : .channelTaken
        }
        if topic.hasPrefix("v2.system.") || topic.hasPrefix("v2.subscription.") { return .other }
        return .event(
            Notification(topic: topic, body: body(of: frame).bytes, correlationID: frame["metadata"]["CorrelationId"].string))
    }

    /// An object; empty where there is none.
    private static func body(of frame: JSON) -> JSON {
        guard let body = frame["eventBody"], case .object = body else { return .object([]) }
        return body
    }
}
