import Channels
import Configuration
import HTTPClient
import Observability
import Signatures

extension AnalyticsSection {
    /// The way to the receiver of reports; `nil` where none is configured.
    /// - Throws: `ApplicationError` for a secret that cannot be one.
    func transport(_ http: HTTPClient) throws -> ReportTransport? {
        guard let url else { return nil }
        return ReportTransport(to: url, signatures: try StandardWebhooks(secret, at: "analytics.secret"), http: http)
    }
}

extension StandardWebhooks {
    /// Signs with a secret of the configuration; `nil` when there is none.
    /// - Throws: `ApplicationError` that names the place.
    init?(_ secret: Secret?, at place: String) throws {
        guard let secret else { return nil }
        guard let signatures = StandardWebhooks(secrets: [secret]) else {
            throw ApplicationError(.configuration, "\(place): what follows whsec_ is not Base64. Write it as the receiver gave it.")
        }
        self = signatures
    }
}
