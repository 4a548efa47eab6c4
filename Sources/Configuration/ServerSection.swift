public import Foundation

/// `server`: where clients reach the gateway.
public struct ServerSection: Sendable, Hashable {
    /// The address to listen on; only this machine reaches the default.
    public var address = "127.0.0.1"
    /// 0 lets the system choose.
    public var port: UInt16 = 8080
    /// What links begin with: how others reach this server, through a proxy perhaps. `nil`: the address and port themselves.
    public var publicURL: URL?
    /// Certificate and key; `nil` serves plain HTTP, for a proxy in front.
    public var tls: TLS?
    /// How many connections are held at once; further ones wait in the system's queue.
    public var maximumConnections = 1000
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
        fields.value("publicURL", &publicURL, .optional(.baseURL()))
        fields.section("tls", &tls)
        fields.value("maximumConnections", &maximumConnections, .integer(1...100_000))
        fields.value("gracePeriod", &gracePeriod, .duration(.seconds(1) ... .seconds(3600)))
    }
}

extension ServerSection.TLS: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("certificate", &certificate, .text)
        fields.required("key", &key, .text)
    }
}
