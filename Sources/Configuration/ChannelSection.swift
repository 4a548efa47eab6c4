public import Foundation
public import Observability

/// One entry of `channels`: a customer-facing channel that sends through the gateway.
public struct ChannelSection: Sendable, Hashable {
    /// Of the channel's Open Messaging integration.
    public var integrationId = ""
    /// What the channel's messages are signed with; several while one is being changed.
    public var secret: [Secret] = []
    /// Where messages to the customer are forwarded; `nil`: this channel only sends.
    public var outboundURL: URL?

    init() {}
}

extension ChannelSection: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("integrationId", &integrationId, .text)
        fields.required("secret", &secret, .oneOrMany(.secret(atLeast: 16)))
        fields.value("outboundURL", &outboundURL, .optional(.callURL))
    }
}
