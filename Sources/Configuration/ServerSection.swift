public import Foundation

/// `server`: where clients reach the gateway.
public struct ServerSection: Sendable, Hashable {
    /// The address to listen on; only this machine reaches the default.
    public var address = "127.0.0.1"
    /// 0 lets the system choose.
    public var port: UInt16 = 8080
    /// Where a process without the role `gateway` answers probes and shows metrics; `nil`: it listens nowhere.
    public var probePort: UInt16?
    /// What links begin with: how others reach this server, through a proxy perhaps. `nil`: the address and port themselves.
    public var publicURL: URL?
    /// Certificate and key; `nil` serves plain HTTP, for a proxy in front.
    public var tls: TLS?
    /// Proxies in front whose `X-Forwarded-For` or `Forwarded` is believed: addresses, or ranges such as `10.0.0.0/8`.
    public var trustedProxies: [String] = []
    /// Origins whose pages may call the routes for browsers, as browsers write them; none: no other page may.
    public var allowedOrigins: [String] = []
    /// How many connections are held at once; further ones wait in the system's queue.
    public var maximumConnections = 1000
    /// How many of them may come from one address; 0 sets no limit. This machine and trusted proxies have none.
    public var maximumConnectionsPerAddress = 100
    /// How long a request's head may take as a whole.
    public var headTimeout = Duration.seconds(10)
    /// How long a connection is kept without a request, and how long nothing may move within a body or an answer.
    public var idleTimeout = Duration.seconds(30)
    /// Bytes a second with which a body must come and an answer be fetched; 0 sets no limit.
    public var minimumRate: Int64 = 1 << 10
    /// For how long that rate is averaged.
    public var rateWindow = Duration.seconds(20)
    /// Bytes of a request's head as a whole.
    public var maximumHeadSize: Int64 = 32 << 10
    /// Fields in a request's head.
    public var maximumHeaderFields = 100
    /// Bytes of a request's target: path and query.
    public var maximumTargetSize: Int64 = 8 << 10
    /// How long a stop may take before what is still running is cut off.
    public var gracePeriod = Duration.seconds(30)

    /// Files with the server's identity.
    public struct TLS: Sendable, Hashable {
        /// Path of the PEM file with the certificate and its chain.
        public var certificate = ""
        /// Path of the PEM file with the private key.
        public var key = ""

        init() {}
    }

    /// Makes the default section.
    public init() {}
}

extension ServerSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("address", &address, .address)
        fields.value("port", &port, .port)
        fields.value("probePort", &probePort, .optional(.port))
        fields.value("publicURL", &publicURL, .optional(.baseURL()))
        fields.section("tls", &tls)
        fields.value("trustedProxies", &trustedProxies, .list(of: .addressRange))
        fields.value("allowedOrigins", &allowedOrigins, .list(of: .origin))
        fields.value("maximumConnections", &maximumConnections, .integer(1...100_000))
        fields.value("maximumConnectionsPerAddress", &maximumConnectionsPerAddress, .integer(0...100_000))
        fields.value("headTimeout", &headTimeout, .duration(.seconds(1) ... .seconds(600)))
        fields.value("idleTimeout", &idleTimeout, .duration(.seconds(1) ... .seconds(3600)))
        fields.value("minimumRate", &minimumRate, .size(0...1_000_000_000))
        fields.value("rateWindow", &rateWindow, .duration(.seconds(1) ... .seconds(600)))
        fields.value("maximumHeadSize", &maximumHeadSize, .size(1024...65_536))
        fields.value("maximumHeaderFields", &maximumHeaderFields, .integer(10...500))
        fields.value("maximumTargetSize", &maximumTargetSize, .size(256...32_768))
        fields.value("gracePeriod", &gracePeriod, .duration(.seconds(1) ... .seconds(3600)))
    }
}

extension ServerSection.TLS: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("certificate", &certificate, .text)
        fields.required("key", &key, .text)
    }
}
