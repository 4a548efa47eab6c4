import Configuration
import Genesys
import HTTPClient
import Pipeline

import struct Foundation.URL

extension GenesysSection {
    /// Who takes files and notices to the platform; `nil` when the configuration names no OAuth client: released files then stay behind
    /// their links.
    func courier(_ http: HTTPClient) -> (any Courier)? {
        guard let clientId, let clientSecret else { return nil }
        let configuration = GenesysConfiguration(
            region: Region(domain: region), clientID: clientId, clientSecret: clientSecret,
            routes: Genesys.Routes(routes == .tutorial ? .tutorial : .platform), loginURL: loginURL?.absoluteString,
            apiURL: apiURL?.absoluteString, integrationID: integrationId)
        return OpenMessagingCourier(PlatformClient(configuration, http: http))
    }
}
