/// What the cards of one channel may have: one entry of `cards.channels`, and `cards` itself for all others.
public struct CardChannelSection: Sendable, Hashable {
    /// How many buttons a card may have.
    public var maximumButtons = 5
    /// Whether a button may lead to an address.
    public var allowsLinks = true
    /// How many cards a carousel may have.
    public var maximumCards = 10
    /// How many quick replies a message may have.
    public var maximumQuickReplies = 13
    /// Characters of a title.
    public var titleLength = 200
    /// Characters of a description.
    public var descriptionLength = 2000
    /// Characters of a button's text.
    public var labelLength = 80
    /// Characters of what a button sends back.
    public var payloadLength = 1000

    init() {}

    static var whatsApp: CardChannelSection {
        var section = CardChannelSection()
        section.maximumButtons = 3
        section.maximumQuickReplies = 3
        section.allowsLinks = false
        section.labelLength = 20
        return section
    }
}

extension CardChannelSection: Section, DefaultInitializable {
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
