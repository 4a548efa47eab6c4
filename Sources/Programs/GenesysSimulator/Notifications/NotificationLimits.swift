/// How notification channels behave; the defaults are the platform's.
public struct NotificationLimits: Sendable {
    /// The time between two heartbeats on a socket on which nothing else is sent.
    public var heartbeatInterval: Duration = .seconds(30)
    /// How long a channel lives after it was made or last subscribed.
    public var channelLifetime: Duration = .seconds(86_400)
    /// How many channels one client may have; one more costs it the one that was used longest ago.
    public var maximumChannels = 20
    /// How many topics a channel may have.
    public var maximumTopics = 1000

    /// The defaults.
    public init() {}
}
