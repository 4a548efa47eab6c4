import Channels

/// One entry of `channels`: a customer-facing channel that sends through the gateway.
extension Channel: Section, DefaultInitializable {
    init() { self.init(integrationID: "", secrets: [], outboundURL: nil) }

    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("integrationId", &integrationID, .text)
        fields.required("secret", &secrets, .oneOrMany(.secret(atLeast: 16)))
        fields.value("outboundURL", &outboundURL, .optional(.callURL))
    }
}
