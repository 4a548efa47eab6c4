/// `cards`: limits and templates of rich cards.
public struct CardsSection: Sendable, Hashable {
    /// What is done with more buttons than there may be.
    public enum ExtraButtons: String, Sendable, Hashable, CaseIterable {
        /// The card is refused.
        case refuse
        /// The first ones stay; the answer says what was cut.
        case cut
    }

    /// How deep components may be nested.
    public var maximumDepth = 4
    /// How many components a card may have.
    public var maximumComponents = 20
    /// What is done with more buttons than there may be.
    public var extraButtons = ExtraButtons.refuse
    /// The folder of templates; `nil`: `./cards`, if there is one.
    public var templates: String?
    /// Whether the words of a card that was pushed to a channel are written into the conversation.
    public var transcript = false
    /// What holds for channels without limits of their own.
    public var general = CardChannelSection()
    /// Limits by the channel's name.
    public var channels = ["whatsapp": CardChannelSection.whatsApp]

    /// Makes the default section.
    public init() {}
}

extension CardsSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("maximumDepth", &maximumDepth, .integer(1...32))
        fields.value("maximumComponents", &maximumComponents, .integer(1...1000))
        general.visit(fields)
        fields.value("extraButtons", &extraButtons, .choice)
        fields.value("templates", &templates, .optional(.text))
        fields.value("transcript", &transcript, .bool)
        fields.table("channels", &channels, names: .routeName)
    }
}
