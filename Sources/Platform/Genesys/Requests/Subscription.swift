/// Adds topics to a channel; asked again with the same ones, it only makes the channel live longer.
public struct Subscription: PlatformRequest {
    /// What became of one topic.
    public struct Topic: Sendable, Hashable {
        /// Such as `v2.routing.queues.{id}.conversations.messages`.
        public let id: String
        /// Whether its events will come.
        public let isPermitted: Bool
        /// Why not.
        public let rejectionReason: String?
        /// What the roles of the OAuth client lack for it.
        public let missingPermissions: [String]
    }

    /// The platform takes no more topics for one channel.
    public static let maximumTopics = 1000

    private let channelID: String
    private let topics: [String]

    /// Describes a subscription.
    public init(channelID: String, topics: [String]) {
        self.channelID = channelID
        self.topics = topics
    }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        guard topics.count <= Self.maximumTopics else {
            throw GenesysError(.missingValue, "A channel takes \(Self.maximumTopics) topics, not \(topics.count); name fewer.")
        }
        return try PreparedRequest(.subscription, ["channelId": channelID], json: topics.map { ["id": $0] })
    }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> [Topic] {
        try IncomingJSON(answer: body, of: .subscription)["entities"].items.compactMap { entity in
            entity["id"].text.map { id in
                // Older answers name the topics and nothing else.
                Topic(
                    id: id, isPermitted: entity["state"].text.map { $0 == "Permitted" } ?? true,
                    rejectionReason: entity["rejectionReason"].text,
                    missingPermissions: entity["missingPermissions"].items.compactMap(\.text))
            }
        }
    }
}
