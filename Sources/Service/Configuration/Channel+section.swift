import Channels

/// One entry of `channels`: a customer-facing channel that sends through the gateway.
extension Channel: Section, DefaultInitializable {
    init() { self.init(integrationID: "", secrets: ChannelSecrets(shared: []), outboundURL: nil) }

    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("integrationId", &integrationID, .text)
        fields.required("secret", &secrets, .channelSecrets)
        fields.value("outboundURL", &outboundURL, .optional(.callURL))
        fields.value("rawBodies", &takesRawBodies, .bool)
        fields.check(
            "outboundURL", outboundURL == nil || !secrets.outbound.isEmpty, "needs secret.outbound, which signs what is sent there")
        fields.check(
            "rawBodies", !takesRawBodies || !secrets.inbound.isEmpty, "needs secret.inbound, which signs what the channel sends")
    }
}
