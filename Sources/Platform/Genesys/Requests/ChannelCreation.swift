public import Observability

/// Makes a channel for notifications. It lives for 24 hours, or for as long as somebody subscribes again.
public struct ChannelCreation: PlatformRequest {
    /// A channel.
    public struct Answer: Sendable, Hashable {
        /// The platform's identifier.
        public let id: String
        /// Whoever knows it can listen.
        public let connectURI: Secret
        /// When it ends, as RFC 3339.
        public let expires: String?
    }

    /// Needs nothing.
    public init() {}

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest { PreparedRequest(.notificationChannel) }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> Answer {
        let json = try IncomingJSON(answer: body, of: .notificationChannel)
        guard let id = json["id"].text, let uri = json["connectUri"].text else {
            throw GenesysError(
                .unreadableAnswer, "notificationChannel: a success without an id or an address; check the address of the API")
        }
        return Answer(id: id, connectURI: Secret(uri), expires: json["expires"].text)
    }
}
