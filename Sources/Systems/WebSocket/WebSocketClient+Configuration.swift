extension WebSocketClient {
    /// What all connections of a client have in common.
    public struct Configuration: Sendable {
        /// What a connection may cost and how long it may be silent.
        public var limits = WebSocketLimits()
        /// From start to the answer, name and TLS included; at most a minute.
        public var handshakeTimeout: Duration = .seconds(10)
        /// A file of trusted certificates in PEM; `nil` takes the system's.
        public var certificateAuthorities: String?
        /// The address of an HTTP proxy, such as `proxy.internal:3128`; `nil` goes straight, whatever the environment says.
        public var proxy: String?

        /// The defaults.
        public init() {}
    }
}
