import Foundation
import HTTPClient
import HTTPSemantics
import Observability

extension GenesysConfiguration {
    /// Asks for a token: by HTTP Basic as the platform documents it, or with the credentials in the form as the tutorials have it.
    func tokenRequest() throws(GenesysError) -> HTTPClient.Request {
        var fields: HTTPFields = ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"]
        var form = "grant_type=client_credentials"
        switch routes.set {
        case .platform:
            fields["Authorization"] = "Basic " + Data("\(clientID):\(clientSecret.reveal())".utf8).base64EncodedString()
        case .tutorial:
            form += "&client_id=\(PercentEncoding.encode(clientID))&client_secret=\(PercentEncoding.encode(clientSecret.reveal()))"
        }
        return try HTTPClient.Request(
            method: routes[.token].method, url: url(of: .token), fields: fields, body: Array(form.utf8), timeout: timeout)
    }
}
