public import Cards

/// `cards`: limits and templates of rich cards.
public struct CardsSection: Sendable, Hashable {
    /// What cards may have.
    public var limits = CardLimits()
    /// The folder of templates; `nil`: `./cards`, if there is one.
    public var templates: String?
    /// Whether the words of a card that was pushed to a channel are written into the conversation.
    public var transcript = false

    /// Makes the default section.
    public init() {}
}

extension CardsSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("maximumDepth", &limits.maximumDepth, .integer(1...32))
        fields.value("maximumComponents", &limits.maximumComponents, .integer(1...1000))
        limits.general.visit(fields)
        fields.value("extraButtons", &limits.extraButtons, .choice)
        fields.value("templates", &templates, .optional(.text))
        fields.value("transcript", &transcript, .bool)
        fields.table("channels", &limits.channels, names: .routeName)
    }
}
