/// How often each may ask.
public struct RateLimits: Sendable, Hashable {
    /// So many requests in so long a time: at once, or spread over it.
    public struct Limit: Sendable, Hashable {
        /// 0: no limit.
        public var requests: Int
        /// More than nothing.
        public var per: Duration

        /// Names a limit.
        public init(requests: Int, per: Duration) {
            self.requests = requests
            self.per = per
        }

        /// No limit.
        public static let none = Limit(requests: 0, per: .seconds(60))

        /// `nil` where there is no limit.
        var inForce: Limit? { requests > 0 ? self : nil }
    }

    /// For each access key.
    public var perKey = Limit(requests: 12_000, per: .seconds(60))
    /// For each upload token.
    public var perToken = Limit(requests: 120, per: .seconds(60))
    /// For each client address, of what comes without a valid key, token or signature; a wrong one counts twenty times.
    public var perAddress = Limit(requests: 600, per: .seconds(60))

    /// The defaults.
    public init() {}

    /// Names the limits; by default there are none.
    public init(perKey: Limit = .none, perToken: Limit = .none, perAddress: Limit = .none) {
        (self.perKey, self.perToken, self.perAddress) = (perKey, perToken, perAddress)
    }

    /// No limits.
    public static let none = RateLimits(perKey: .none)
}
