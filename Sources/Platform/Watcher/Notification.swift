/// Something that happened on the platform.
public struct Notification: Sendable, Hashable {
    /// The topic, such as `v2.routing.queues.{id}.conversations.messages`; in the tutorials' form the event type.
    public let topic: String
    /// The event's own JSON, unread: `eventBody`; in the tutorials' form the whole message.
    public let body: [UInt8]
    /// The platform's name for what caused it, for support cases.
    public let correlationID: String?

    /// Makes an event.
    public init(topic: String, body: [UInt8], correlationID: String? = nil) {
        self.topic = topic
        self.body = body
        self.correlationID = correlationID
    }
}
