/// `tokens`: upload tokens, which let a browser send files straight to the gateway.
public struct TokensSection: Sendable, Hashable {
    /// How long one is good for when nobody says.
    public var lifetime = Duration.seconds(900)
    /// How long one can be asked to be good for.
    public var maximumLifetime = Duration.seconds(86_400)

    /// Makes the default section.
    public init() {}
}

extension TokensSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("lifetime", &lifetime, .duration(.seconds(1) ... .seconds(7 * 86_400)))
        fields.value("maximumLifetime", &maximumLifetime, .duration(.seconds(1) ... .seconds(7 * 86_400)))
        fields.check(
            "lifetime", lifetime <= maximumLifetime, "is longer than tokens.maximumLifetime; shorten it, or raise the other")
    }
}
