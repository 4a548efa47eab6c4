public import HTTPSemantics
public import Observability

/// A channel as the platform made it.
public struct NotificationChannel: Sendable, Hashable {
    /// Its identifier, for the subscription.
    public let id: String
    /// Where to connect; whoever knows it can read everything.
    public let connectURI: Secret
    /// How long it lives from now on; 24 hours on the real platform.
    public let lifetime: Duration

    /// Describes a channel.
    public init(id: String, connectURI: Secret, lifetime: Duration) {
        self.id = id
        self.connectURI = connectURI
        self.lifetime = lifetime
    }
}

/// A topic that the platform did not grant.
public struct RejectedTopic: Sendable, Hashable {
    /// The topic.
    public let topic: String
    /// The permissions that the client has to be given for it, as the platform names them.
    public let missingPermissions: [String]

    /// Describes a refusal.
    public init(topic: String, missingPermissions: [String]) {
        self.topic = topic
        self.missingPermissions = missingPermissions
    }
}

/// Why a call to the platform failed.
public struct NotificationFailure: Error, Sendable, Hashable {
    /// One sentence, without secrets, for the log.
    public let reason: String
    /// What the platform asked to wait.
    public let retryAfter: Duration?
    /// Whether the channel does not exist any more.
    public let isChannelGone: Bool

    /// Describes a failure.
    public init(reason: String, retryAfter: Duration? = nil, isChannelGone: Bool = false) {
        self.reason = reason
        self.retryAfter = retryAfter
        self.isChannelGone = isChannelGone
    }
}

/// The calls to the platform that listening needs. Each has its own time limit; none is made twice at once.
public protocol NotificationPlatform: Sendable {
    /// Makes a new channel.
    func createChannel() async throws(NotificationFailure) -> NotificationChannel
    /// Replaces the channel's topics by these, at most 1,000; also what makes it live on.
    /// - Returns: those that were not granted.
    func subscribe(_ topics: [String], channel: String) async throws(NotificationFailure) -> [RejectedTopic]
    /// Finds what happened while the socket was down, and hands it on; events that come again do no harm.
    ///
    /// - Parameter continues: whether the socket has been up since it was asked for last.
    /// - Returns: how long to wait before it is to be asked for again; `nil` when nothing is left to be found.
    func backfill(continues: Bool) async throws(NotificationFailure) -> Duration?
    /// Notes that the socket is heard: everything up to now has come by it, or will be found.
    func checkpoint() async
    /// Forgets the access token, which was revoked.
    func discardToken() async
    /// Where the tutorials' events are, and the fields with the access token.
    func eventsHandshake() async throws(NotificationFailure) -> (url: Secret, fields: HTTPFields)
}
