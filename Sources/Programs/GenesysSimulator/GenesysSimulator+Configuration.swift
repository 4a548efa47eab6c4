extension GenesysSimulator {
    /// Where the simulator listens, what it knows, and how it fetches.
    public struct Configuration: Sendable {
        /// The address to listen on; the simulator has no secrets and belongs on loopback.
        public var address = "127.0.0.1"
        /// 0 lets the system choose: see ``GenesysSimulator/boundPort``.
        public var port: UInt16 = 8090
        /// Where sockets are taken, on loopback only; 0 lets the system choose, and a channel's `connectUri` tells.
        public var socketPort: UInt16 = 0
        /// Where others reach the sockets, such as `wss://simulator.internal`; `nil` for the loopback address and its port.
        public var socketURL: String?
        /// What the platform knows and allows.
        public var platform = PlatformConfiguration()
        /// How long an attachment may take to come, from start to last byte.
        public var fetchTimeout: Duration = .seconds(30)
        /// How many attachments are fetched at once.
        public var maximumConcurrentFetches = 8
        /// How many more may wait; a further one is recorded as failed.
        public var maximumWaitingFetches = 10_000

        /// How long a webhook may take to answer.
        public var webhookTimeout: Duration = .seconds(10)
        /// How often a post to a webhook is tried again.
        public var webhookRetries = 5
        /// How long to wait before each of these.
        public var webhookRetryInterval: Duration = .seconds(5)
        /// Where others reach the simulator, such as `http://simulator:8090`; `nil` for the loopback address and its port.
        public var publicURL: String?

        /// The defaults.
        public init() {}

        /// What the platform is to know when the port is known.
        func platform(port: UInt16) -> PlatformConfiguration {
            var platform = platform
            platform.publicURL = publicURL ?? "http://127.0.0.1:\(port)"
            platform.filesURL = publicURL ?? "http://localhost:\(port)"
            return platform
        }
    }
}
