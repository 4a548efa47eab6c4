public import Foundation
public import Observability

/// A customer-facing channel of the operator's.
public struct Channel: Sendable, Hashable {
    /// Of its Open Messaging integration.
    public var integrationID: String
    /// What is signed with what.
    public var secrets: ChannelSecrets
    /// Where agents' messages are passed on; `nil`: the channel only sends.
    public var outboundURL: URL?
    /// Whether a message may be a bare file whose head is signed.
    public var takesRawBodies: Bool

    /// Describes a channel.
    public init(integrationID: String, secrets: ChannelSecrets, outboundURL: URL?, takesRawBodies: Bool = false) {
        self.integrationID = integrationID
        self.secrets = secrets
        self.outboundURL = outboundURL
        self.takesRawBodies = takesRawBodies
    }
}

/// A channel's secrets by what they are for: several while one is being changed, the newest first; none where the channel has no such use.
public struct ChannelSecrets: Sendable, Hashable {
    /// Signs what the channel sends to us.
    public var inbound: [Secret]
    /// Signs the events of the channel's integration: the platform has it as well.
    public var events: [Secret]
    /// Signs what we send to the channel.
    public var outbound: [Secret]

    /// One for each purpose.
    public init(inbound: [Secret], events: [Secret], outbound: [Secret]) {
        self.inbound = inbound
        self.events = events
        self.outbound = outbound
    }

    /// Whether the same do for all purposes.
    public var isShared: Bool { inbound == events && events == outbound }

    /// The same for all purposes.
    public init(shared secrets: [Secret]) { self.init(inbound: secrets, events: secrets, outbound: secrets) }
}
