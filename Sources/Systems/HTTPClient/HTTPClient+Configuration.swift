extension HTTPClient {
    /// The limits and ways of a client, the same for all of its exchanges.
    public struct Configuration: Sendable {
        /// From start to a connection that is ready, name and TLS included.
        public var connectTimeout: Duration = .seconds(10)
        /// An exchange that moves fewer than 16 bytes a second for so long has failed; whole seconds. A paused one is not counted.
        public var stallTimeout: Duration = .seconds(20)
        /// Bytes of header of one answer, interim answers and trailers included.
        public var maximumHeaderBytes = 64 << 10
        /// Bytes that wait for a reader before its transfer is paused; one read of the socket may go beyond.
        public var maximumUnreadBytes = 256 << 10
        /// Exchanges under way; a further one fails with `overloaded`.
        public var maximumExchanges = 1024
        /// Open connections, to all servers and to one; further exchanges wait for one, on their own timeout.
        public var maximumConnections = 128
        /// Open connections to one server.
        public var maximumConnectionsPerHost = 32
        /// What exchanges go through; `nil` goes straight, whatever the environment says.
        public var proxy: Proxy?
        /// A file of certificates in PEM that are trusted besides the system's.
        public var certificateAuthorities: String?
        /// Sent as `User-Agent` where a request has none.
        public var userAgent = "lazaret"

        /// The defaults.
        public init() {}
    }
}
