public import HTTPClient

extension EgressGuard {
    /// Where requests may go. The defaults let them go to any public host by `https` on its own port.
    public struct Configuration: Sendable {
        /// The only hosts that may be named; `nil`: any.
        public var hosts: [HostPattern]?
        /// Whether `http` is taken as well.
        public var allowsPlainHTTP = false
        /// Ports besides the scheme's own; `nil`: any.
        public var ports: Set<UInt16>? = []
        /// Addresses that are not public and may be reached all the same.
        public var allowPrivate: [AddressBlock] = []
        /// Origins that an operator configured, such as the platform's API behind a proxy: nothing of them is checked.
        public var trustedOrigins: Set<WebURL.Origin> = []
        /// The proxy that resolves names in our place; `nil`: they are resolved here, and connections go to what was looked at, through a
        /// proxy as well.
        public var resolvingProxy: HTTPClient.Proxy?
        /// How long a name's lookup may take.
        public var lookupTimeout: Duration = .seconds(5)
        /// Lookups under way, each on a thread of its own; a further one fails with `overloaded`.
        public var maximumLookups = 32

        /// The defaults.
        public init() {}
    }
}
