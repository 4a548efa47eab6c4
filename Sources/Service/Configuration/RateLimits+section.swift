import Gateway

/// The rates of `limits`.
extension RateLimits: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.section("perKey", &perKey)
        fields.section("perToken", &perToken)
        fields.section("perAddress", &perAddress)
    }
}

extension RateLimits.Limit: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("requests", &requests, .integer(0...1_000_000))
        fields.value("per", &per, .duration(.seconds(1) ... .seconds(86_400)))
    }
}
