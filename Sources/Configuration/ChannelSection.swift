public import Foundation

/// One entry of `channels`: a customer-facing channel that sends through the gateway.
public struct ChannelSection: Sendable, Hashable {
    /// Of the channel's Open Messaging integration.
    public var integrationId = ""
    /// What is signed with what.
    public var secret = ChannelSecretSection()
    /// Where messages to the customer are forwarded; `nil`: this channel only sends.
    public var outboundURL: URL?
    /// Whether a message may be a bare file whose head is signed.
    public var rawBodies = false

    init() {}
}

extension ChannelSection: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("integrationId", &integrationId, .text)
        fields.required("secret", &secret, .channelSecret)
        fields.value("outboundURL", &outboundURL, .optional(.callURL))
        fields.value("rawBodies", &rawBodies, .bool)
        fields.check(
            "outboundURL", outboundURL == nil || !secret.outbound.isEmpty, "needs secret.outbound, which signs what is sent there")
        fields.check("rawBodies", !rawBodies || !secret.inbound.isEmpty, "needs secret.inbound, which signs what the channel sends")
    }
}
