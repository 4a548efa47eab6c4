public import Foundation
public import HTTPServer

/// `server`: where clients reach the gateway.
public struct ServerSection: Sendable, Hashable {
    private static let defaults = HTTPServer.Configuration()

    /// The address to listen on; only this machine reaches the default.
    public var address = defaults.address
    /// 0 lets the system choose.
    public var port = defaults.port
    /// Where a process without the role `gateway` answers probes and shows metrics; `nil`: it listens nowhere.
    public var probePort: UInt16?
    /// What links begin with: how others reach this server, through a proxy perhaps. `nil`: the address and port themselves.
    public var publicURL: URL?
    /// Certificate and key; `nil` serves plain HTTP, for a proxy in front.
    public var tls: TLSFiles?
    /// Proxies in front whose `X-Forwarded-For` or `Forwarded` is believed: addresses, or ranges such as `10.0.0.0/8`.
    public var trustedProxies: [String] = []
    /// Origins whose pages may call the routes for browsers, as browsers write them; none: no other page may.
    public var allowedOrigins: [String] = []
    /// How many connections are held at once; further ones wait in the system's queue.
    public var maximumConnections = defaults.maximumConnections
    /// How many of them may come from one address; 0 sets no limit. This machine and trusted proxies have none.
    public var maximumConnectionsPerAddress = defaults.maximumConnectionsPerAddress ?? 0
    /// How long a request's head may take as a whole.
    public var headTimeout = defaults.headTimeout
    /// How long a connection is kept without a request, and how long nothing may move within a body or an answer.
    public var idleTimeout = defaults.idleTimeout
    /// Bytes a second with which a body must come and an answer be fetched; 0 sets no limit.
    public var minimumRate = Int64(defaults.minimumBytesPerSecond)
    /// For how long that rate is averaged.
    public var rateWindow = defaults.rateWindow
    /// Bytes of a request's head as a whole.
    public var maximumHeadSize = Int64(defaults.maximumHeadBytes)
    /// Fields in a request's head.
    public var maximumHeaderFields = defaults.maximumHeaderFields
    /// Bytes of a request's target: path and query.
    public var maximumTargetSize = Int64(defaults.maximumTargetBytes)
    /// How long a stop may take before what is still running is cut off.
    public var gracePeriod = Duration.seconds(30)

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

extension TLSFiles: Section, DefaultInitializable {
    init() { self.init(certificate: "", key: "") }

    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("certificate", &certificate, .text)
        fields.required("key", &key, .text)
    }
}
