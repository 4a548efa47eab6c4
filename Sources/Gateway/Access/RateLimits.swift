/// How often each may ask; what is `nil` is not limited.
public struct RateLimits: Sendable, Hashable {
    /// So many requests in so long a time: at once, or spread over it.
    public struct Limit: Sendable, Hashable {
        /// At least 1.
        public var requests: Int
        /// More than nothing.
        public var per: Duration

        /// Names a limit.
        public init(requests: Int, per: Duration) {
            self.requests = requests
            self.per = per
        }
    }

    /// For each access key.
    public var perKey: Limit?
    /// For each upload token.
    public var perToken: Limit?
    /// For each client address, of what comes without a valid key, token or signature.
    public var perAddress: Limit?

    /// Names the limits; by default there are none.
    public init(perKey: Limit? = nil, perToken: Limit? = nil, perAddress: Limit? = nil) {
        self.perKey = perKey
        self.perToken = perToken
        self.perAddress = perAddress
    }
}
