extension HTTPServer {
    /// Where to listen, and the limit of everything.
    public struct Configuration: Sendable {
        /// An IPv4 or IPv6 address in numbers; `0.0.0.0` or `::` for all.
        public var address = "127.0.0.1"
        /// 0 lets the system choose: see `boundPort`.
        public var port: UInt16 = 8080
        /// The threads that read, write and call `BodyConsumer.consume`; 0 takes one for each processor.
        public var threads = 0
        /// Connections held at once; further ones wait in the kernel's queue. Shared out evenly among the threads.
        ///
        /// Shortly before it is reached, connections on which no request is in hand are closed, the longest waiting first.
        public var maximumConnections = 1000
        /// Connections held at once from one IPv4 address or one IPv6 network of 64 bits, or `nil`; further ones are closed at once.
        ///
        /// It does not hold for this machine and for `trustedProxies`.
        public var maximumConnectionsPerAddress: Int? = 100
        /// How long a head may take as a whole: from the connection's opening, or from the request line on a connection that was kept.
        public var headTimeout: Duration = .seconds(10)
        /// How long a connection is kept after an answer, and how long nothing may move within a body or an answer.
        public var idleTimeout: Duration = .seconds(30)
        /// How many bytes a second a body must come with and an answer be fetched with, in each `rateWindow`; 0 asks for none.
        ///
        /// It does not count while a handler works or a consumer blocks.
        public var minimumBytesPerSecond = 1 << 10
        /// For how long the pace is averaged.
        public var rateWindow: Duration = .seconds(20)
        /// Whose word is taken for who the client is: see `Request.clientAddress`.
        public var trustedProxies: [AddressRange] = []
        /// The certificate and its key; `nil` for plain HTTP.
        public var tls: TLSFiles?
        /// What a connection may use for its head and its buffers.
        ///
        /// Half of it is the read buffer, so pieces of a body are about 64 KiB. It is reserved, not used, when a connection opens: an idle
        /// one costs a few pages until its second request, then all of it; a thousand uploads at once cost 128 MiB.
        public var connectionMemoryBytes = 128 << 10
        /// A head with more bytes, from the method to the empty line, is answered 431; at most a quarter of `connectionMemoryBytes`.
        public var maximumHeadBytes = 32 << 10
        /// A head with more fields is answered 431.
        public var maximumHeaderFields = 100
        /// A longer request target is answered 414.
        public var maximumTargetBytes = 8 << 10
        /// How much of an unwanted body is read before the connection is cut: see `BodyDemand.enough`.
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

extension HTTPServer.Configuration {
    /// The same in the terms of the watch.
    var paceLimits: ProgressMonitor.Limits {
        let window = max(rateWindow, .milliseconds(1))
        return ProgressMonitor.Limits(
            head: headTimeout, idle: idleTimeout, window: window,
            minimumBytes: UInt64(Double(max(0, minimumBytesPerSecond)) * (window / .seconds(1))))
    }

    /// How often the watch looks: often enough for the shortest limit, once a second at most.
    var watchInterval: Duration {
        min(max(min(headTimeout, idleTimeout, rateWindow) / 8, .milliseconds(10)), .seconds(1))
    }
}
