/// `limits`: how often each may ask, and how much may be here that is not verified yet.
public struct LimitsSection: Sendable, Hashable {
    /// For each access key.
    public var perKey = Limit(requests: 12_000, per: .seconds(60))
    /// For each upload token.
    public var perToken = Limit(requests: 120, per: .seconds(60))
    /// For each client address, of what comes without a valid key, token or signature; a wrong one counts twenty times.
    public var perAddress = Limit(requests: 600, per: .seconds(60))

    /// For the bytes of signed requests whose signature is not known yet.
    public var unverified = Unverified()

    /// So many bytes at once; 0: no limit.
    public struct Unverified: Sendable, Hashable {
        /// Of all together.
        public var total: Int64 = 256_000_000
        /// Of each client address.
        public var perAddress: Int64 = 64_000_000
    }

    /// So many requests in so long a time.
    public struct Limit: Sendable, Hashable {
        /// 0: no limit.
        public var requests: Int
        /// The time in which they may come, at once or spread over it.
        public var per: Duration
    }

    /// Makes the default section.
    public init() {}
}

extension LimitsSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.section("perKey", &perKey)
        fields.section("perToken", &perToken)
        fields.section("perAddress", &perAddress)
        fields.section("unverified", &unverified)
    }
}

extension LimitsSection.Unverified: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("total", &total, .size(0...1_000_000_000_000))
        fields.value("perAddress", &perAddress, .size(0...1_000_000_000_000))
    }
}

extension LimitsSection.Limit: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("requests", &requests, .integer(0...1_000_000))
        fields.value("per", &per, .duration(.seconds(1) ... .seconds(86_400)))
    }
}
