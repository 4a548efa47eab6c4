extension HTTPServer {
    /// Where to listen, and the limit of everything.
    public struct Configuration: Sendable {
        /// An IPv4 or IPv6 address in numbers; `0.0.0.0` or `::` for all.
        public var address = "127.0.0.1"
        /// 0 lets the system choose: see `boundPort`.
        public var port: UInt16 = 8080
        /// The threads that read, write and call `BodyConsumer.receive`; 0 takes one for each processor.
        public var threads = 0
        /// Connections held at once; further ones wait in the kernel's queue. Shared out evenly among the threads.
        public var maximumConnections = 1000
        /// Connections held at once from one address, or `nil`: behind a proxy all come from the proxy's.
        public var maximumConnectionsPerAddress: Int?
        /// A connection on which nothing moves for so long is cut; whole seconds. It does not count while a handler works.
        public var idleTimeout: Duration = .seconds(30)
        /// What a connection may use for its head and its buffers.
        ///
        /// Half of it is the read buffer, so pieces of a body are about 64 KiB. It is reserved, not used, when a connection opens: an idle
        /// one costs a few pages until its second request, then all of it; a thousand uploads at once cost 128 MiB.
        public var connectionMemoryBytes = 128 << 10
        /// A longer request target is answered 414.
        public var maximumTargetBytes = 8 << 10
        /// How much of an unwanted body is read before the connection is cut: see `Appetite.enough`.
        ///
        /// As much as `maximumLingerBytes`: a client whose chunked file is too large learns so, and sees no broken connection.
        public var maximumDiscardedBytes: Int64 = 64 << 20
        /// After an answer that came before its body's end: how long to let the client send on, so that it gets to read the answer.
        public var lingerTimeout: Duration = .seconds(30)
        /// How much is read and dropped in that time.
        public var maximumLingerBytes: Int64 = 64 << 20
        /// How many connections linger at once; further ones are cut.
        public var maximumLingeringConnections = 128
        /// How long a graceful stop waits for requests in hand.
        public var drainTimeout: Duration = .seconds(30)

        /// Takes the defaults.
        public init() {}
    }
}
