import Configuration
import Egress
import Gateway
import Genesys
import HTTPClient
import Observability
import Pipeline

extension DownloadsSection {
    /// What the guard lets through: for the platform's files with the origins that are configured for it, for addresses that customers
    /// send without.
    func rules(trusting origins: Set<WebURL.Origin> = [], forCustomers: Bool) -> EgressGuard.Configuration {
        var rules = EgressGuard.Configuration()
        if forCustomers, !hosts.isEmpty { rules.hosts = hosts }
        rules.allowPrivate = allowPrivate
        rules.allowsPlainHTTP = allowHTTP
        rules.ports = Set(ports)
        rules.trustedOrigins = origins
        return rules
    }
}

extension PlatformFiles {
    /// Fetches what the platform names, through the configured guard.
    init(_ client: PlatformClient, _ section: DownloadsSection, http: HTTPClient, into intake: Intake) {
        let rules = section.rules(trusting: client.configuration.trustedOrigins, forCustomers: false)
        self.init(PlatformDownloads(client, by: Downloader(EgressGuard(rules), http: http)), client: client, into: intake)
    }
}

extension RemoteFiles {
    /// Fetches what customers name, through the configured guard.
    init(_ section: DownloadsSection, http: HTTPClient, into intake: Intake, log: Logger) {
        let egress = EgressGuard(section.rules(forCustomers: true))
        self.init(Downloader(egress, http: http), timeout: section.timeout, into: intake, log: log)
    }
}
