import Foundation

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

    /// Reads the envelope `{topicName, version, eventBody, metadata}`; without a `topicName`, the tutorials' `{eventType, …}`.
    init(_ text: String) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)), let members = object as? [String: Any] else {
            self = .unreadable
            return
        }
        if let topic = members["topicName"] as? String {
            self = Self.read(topic, members)
        } else if let type = members["eventType"] as? String {
            self = .event(Notification(topic: type, body: Array(text.utf8)))
        } else {
            self = .other
        }
    }

    private static func read(_ topic: String, _ members: [String: Any]) -> Self {
        let body = members["eventBody"] as? [String: Any] ?? [:]
        if topic == "channel.metadata" { return .alive }
        if topic.hasPrefix("v2.system.socket_closing") { return .socketClosing }
        if topic.hasPrefix("v2.system.token_revoked") { return .tokenRevoked }
        if topic.hasPrefix("v2.system.no_longer_subscribed") {
            return body["reason"] as? String == "user_tokens_revoked" ? .tokenRevoked : .channelTaken
        }
        if topic.hasPrefix("v2.system.") || topic.hasPrefix("v2.subscription.") { return .other }
        guard let bytes = try? JSONSerialization.data(withJSONObject: body, options: .withoutEscapingSlashes) else {
            return .unreadable
        }
        let metadata = members["metadata"] as? [String: Any]
        return .event(Notification(topic: topic, body: Array(bytes), correlationID: metadata?["CorrelationId"] as? String))
    }
}
