import Cards

/// What the cards of one channel may have: one entry of `cards.channels`, and `cards` itself for all others.
extension ChannelLimits: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("maximumButtons", &maximumButtons, .integer(0...100))
        fields.value("allowsLinks", &allowsLinks, .bool)
        fields.value("maximumCards", &maximumCards, .integer(1...10))
        fields.value("maximumQuickReplies", &maximumQuickReplies, .integer(1...100))
        fields.value("titleLength", &titleLength, .integer(1...10_000))
        fields.value("descriptionLength", &descriptionLength, .integer(1...10_000))
        fields.value("labelLength", &labelLength, .integer(1...10_000))
        fields.value("payloadLength", &payloadLength, .integer(1...10_000))
    }
}
