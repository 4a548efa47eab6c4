/// `cards`: limits of rich cards.
public struct CardsSection: Sendable, Hashable {
    /// How deep components may be nested.
    public var maximumDepth = 4
    /// How many components a card may have.
    public var maximumComponents = 20
    /// How many buttons a card may have.
    public var maximumButtons = 5

    /// Makes the default section.
    public init() {}
}

extension CardsSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("maximumDepth", &maximumDepth, .integer(1...32))
        fields.value("maximumComponents", &maximumComponents, .integer(1...1000))
        fields.value("maximumButtons", &maximumButtons, .integer(0...100))
    }
}
