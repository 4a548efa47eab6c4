import Configuration
import Genesys
import HTTPClient
import Observability
import Pipeline

import struct Foundation.URL

extension GenesysSection {
    /// The platform's own, which no customer is given.
    var addresses: PlatformAddresses {
        PlatformAddresses(Region(domain: region), apiURL: apiURL?.absoluteString, downloadHosts: downloadHosts)
    }

    /// The way to the platform; `nil` when the configuration names no OAuth client: released files then stay behind their links.
    /// - Throws: `ApplicationError` when a route cannot be replaced as configured.
    func client(_ http: HTTPClient, limits: CallLimits = CallLimits(), log: Logger) throws -> PlatformClient? {
        guard let clientId, let clientSecret else { return nil }
        let region = Region(domain: region)
        if !region.isKnown {
            log.warning("genesys.region is none of the regions that are known here; check it.", ["region": "\(region.domain)"])
        }
        var limits = limits
        limits.callsPerMinute = callsPerMinute
        let configuration = GenesysConfiguration(
            region: region, clientID: clientId, clientSecret: clientSecret, routes: try table(), loginURL: loginURL?.absoluteString,
            apiURL: apiURL?.absoluteString, streamingURL: streamingURL?.absoluteString, integrationID: integrationId,
            deploymentID: deploymentId, limits: limits, downloadHosts: downloadHosts, revokesTokenAtEnd: revokeTokenAtStop)
        return PlatformClient(configuration, http: http, log: log)
    }

    private func table() throws -> Genesys.EndpointTable {
        do {
            return try Genesys.EndpointTable(routes, overrides: routeOverrides)
        } catch {
            throw ApplicationError(.configuration, "genesys.routeOverrides: \(error)")
        }
    }
}
