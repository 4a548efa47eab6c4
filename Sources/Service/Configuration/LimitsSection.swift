public import Gateway

/// `limits`: how often each may ask, and how much may be here that is not verified yet.
public struct LimitsSection: Sendable, Hashable {
    /// How often each may ask.
    public var rates = RateLimits()
    /// For the bytes of signed requests whose signature is not known yet.
    public var unverified = Unverified()

    /// So many bytes at once; 0: no limit.
    public struct Unverified: Sendable, Hashable {
        /// Of all together.
        public var total: Int64 = 256_000_000
        /// Of each client address.
        public var perAddress: Int64 = 64_000_000
    }

    /// Makes the default section.
    public init() {}
}

extension LimitsSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        rates.visit(fields)
        fields.section("unverified", &unverified)
    }
}

extension LimitsSection.Unverified: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("total", &total, .size(0...1_000_000_000_000))
        fields.value("perAddress", &perAddress, .size(0...1_000_000_000_000))
    }
}
