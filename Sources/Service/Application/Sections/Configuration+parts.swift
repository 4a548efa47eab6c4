public import Configuration
public import Foundation
public import Gateway
import HTTPServer
public import Ledger
import Observability

/// The configuration's sections in the terms of the modules that they configure.
extension ServerSection {
    var httpServer: HTTPServer.Configuration {
        var configuration = HTTPServer.Configuration()
        configuration.address = address
        configuration.port = port
        configuration.maximumConnections = maximumConnections
        configuration.maximumConnectionsPerAddress = maximumConnectionsPerAddress > 0 ? maximumConnectionsPerAddress : nil
        configuration.headTimeout = headTimeout
        configuration.idleTimeout = idleTimeout
        configuration.minimumBytesPerSecond = Int(minimumRate)
        configuration.rateWindow = rateWindow
        configuration.maximumHeadBytes = Int(maximumHeadSize)
        configuration.maximumHeaderFields = maximumHeaderFields
        configuration.maximumTargetBytes = Int(maximumTargetSize)
        configuration.trustedProxies = trustedProxies.compactMap(AddressRange.init)
        configuration.tls = tls
        // The server is the first of the services to be stopped; the others need time as well.
        configuration.drainTimeout = gracePeriod / 2
        return configuration
    }

    /// Binds the server; `nil` where nothing is to be listened to. What cannot be used of the certificate and its key is a mistake in the
    /// configuration.
    func bind(takesIn: Bool, log: Logger) throws -> HTTPServer? {
        var configuration = httpServer
        if !takesIn {
            guard let probePort else { return nil }
            configuration.port = probePort
        }
        do {
            return try HTTPServer(configuration, logger: log)
        } catch let error as HTTPServerError where error.code == .badCertificate {
            throw ApplicationError(.configuration, error.description)
        }
    }

    /// What links begin with.
    public func publicURL(port: UInt16) -> URL {
        if let publicURL { return publicURL }
        var components = URLComponents()
        components.scheme = tls == nil ? "http" : "https"
        components.host = address.contains(":") ? "[\(address)]" : address
        components.port = Int(port)
        // An address that could be bound is one that can stand in a URL.
        return components.url ?? URL(fileURLWithPath: "/")
    }
}

extension AuthSection {
    var accessKeys: [AccessKeys.Key] {
        keys.map { key in AccessKeys.Key(name: key.name, sha256: key.sha256, roles: Set(key.roles)) }
    }
}

extension LimitsSection.Unverified {
    var unverifiedLimits: UnverifiedLimits {
        UnverifiedLimits(total: total == 0 ? nil : total, perAddress: perAddress == 0 ? nil : perAddress)
    }
}

extension AuditSection {
    /// How entries are linked.
    public var chain: AuditChain { AuditChain(key: key.map { Array($0.reveal().utf8) }) }
}

extension LazaretConfiguration {
    /// Makes and checks upload tokens.
    ///
    /// - Parameter secret: that of the links; tokens are kept apart from them by what is signed.
    public func uploadTokens(secret: [UInt8], now: @escaping @Sendable () -> Date) -> UploadTokens {
        UploadTokens(key: secret, lifetimes: tokens, now: now)
    }
}
