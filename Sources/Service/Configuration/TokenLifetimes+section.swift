import Gateway

/// `tokens`: upload tokens, which let a browser send files straight to the gateway.
extension TokenLifetimes: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("lifetime", &usual, .duration(.seconds(1) ... .seconds(7 * 86_400)))
        fields.value("maximumLifetime", &maximum, .duration(.seconds(1) ... .seconds(7 * 86_400)))
        fields.check("lifetime", usual <= maximum, "is longer than tokens.maximumLifetime; shorten it, or raise the other")
    }
}
