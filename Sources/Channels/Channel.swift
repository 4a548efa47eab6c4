public import Foundation
public import Observability

/// A customer-facing channel of the operator's.
public struct Channel: Sendable, Hashable {
    /// Of its Open Messaging integration.
    public var integrationID: String
    /// What its messages, and ours to it, are signed with: the first is the newest.
    public var secrets: [Secret]
    /// Where agents' messages are passed on; `nil`: the channel only sends.
    public var outboundURL: URL?

    /// Describes a channel.
    public init(integrationID: String, secrets: [Secret], outboundURL: URL?) {
        self.integrationID = integrationID
        self.secrets = secrets
        self.outboundURL = outboundURL
    }
}
