import Configuration
import Egress
import Foundation
import Gateway
import Genesys
import HTTPClient
import Observability
import Pipeline

extension DownloadsSection {
    /// What the guard lets through: for the platform's files with the origins that are configured for it, for addresses that customers
    /// send without.
    func rules(trusting origins: Set<WebURL.Origin> = [], _ proxy: ProxySection, forCustomers: Bool) -> EgressGuard.Configuration {
        var rules = EgressGuard.Configuration()
        if forCustomers, !hosts.isEmpty { rules.hosts = hosts }
        rules.allowPrivate = allowPrivate
        rules.allowsPlainHTTP = allowHTTP
        rules.ports = Set(ports)
        rules.trustedOrigins = origins
        rules.resolvingProxy = proxy.resolvesNames ? proxy.httpProxy : nil
        return rules
    }

    /// What opens the files of some hosts.
    var hostCredentials: [HostCredentials] { credentials.compactMap(\.hostCredentials) }
}

extension DownloadCredential {
    fileprivate var hostCredentials: HostCredentials? {
        guard let host, let (field, value) = proof else { return nil }
        return HostCredentials(for: host, field: field, value: value)
    }

    private var proof: (String, Secret)? {
        if let header { return (header.name, header.value) }
        if let bearer { return ("Authorization", Secret("Bearer \(bearer.reveal())")) }
        return basic.map { basic in
            let pair = Data("\(basic.user):\(basic.password.reveal())".utf8).base64EncodedString()
            return ("Authorization", Secret("Basic \(pair)"))
        }
    }
}

extension PlatformFiles {
    /// Fetches what the platform names, through the configured guard.
    init(_ client: PlatformClient, _ section: DownloadsSection, _ proxy: ProxySection, http: HTTPClient, into intake: Intake) {
        let rules = section.rules(trusting: client.configuration.trustedOrigins, proxy, forCustomers: false)
        let downloader = Downloader(EgressGuard(rules), http: http, credentials: section.hostCredentials)
        self.init(PlatformDownloads(client, by: downloader), client: client, into: intake)
    }
}

extension RemoteFiles {
    /// Fetches what customers name, through the configured guard.
    init(_ section: DownloadsSection, _ proxy: ProxySection, http: HTTPClient, into intake: Intake, log: Logger) {
        let egress = EgressGuard(section.rules(proxy, forCustomers: true))
        self.init(
            Downloader(egress, http: http, credentials: section.hostCredentials), timeout: section.timeout, into: intake, log: log)
    }
}
