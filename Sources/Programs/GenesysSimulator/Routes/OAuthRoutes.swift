internal import Foundation
internal import HTTPSemantics
internal import JSON

/// The login host: client credentials for a token (RFC 6749, section 4.4).
enum OAuthRoutes {
    static let all = [Route(.post, "/oauth/token", access: .anyone, body: .form, action: issueToken)]

    private struct Credentials {
        let id: String
        let secret: String
    }

    @Sendable private static func issueToken(_ platform: inout Platform, _ visit: Route.Visit) -> Reply {
        let form = form(visit.call)
        guard let grant = form["grant_type"] else {
            return refuse("invalid_request", "grant_type is required in a form body")
        }
        guard grant == "client_credentials" else { return refuse("unsupported_grant_type", "unsupported grant type") }
        guard let credentials = credentials(of: visit.call, form), credentials.id == platform.configuration.clientID else {
            return refuse("invalid_client", "client not found")
        }
        guard credentials.secret == platform.configuration.clientSecret else {
            return refuse("invalid_client", "authentication failed")
        }
        let token = platform.newMessageID() + platform.newMessageID()
        platform.tokens.issue(token, to: Tokens.Identity(clientID: credentials.id, userID: nil), at: visit.now)
        return Reply(
            .ok([
                "access_token": .string(token), "token_type": "bearer",
                "expires_in": .integer(platform.tokens.lifetimeSeconds),
            ]))
    }

    /// The fields of a form; of two with the same name the first counts. Anything but a form has none.
    private static func form(_ call: Call) -> [String: String] {
        guard call.contentType == "application/x-www-form-urlencoded" else { return [:] }
        let pairs = PercentEncoding.pairs(ofQuery: String(decoding: call.body, as: UTF8.self)) ?? []
        return Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// HTTP Basic as the platform wants it, or the form's fields as the tutorials send them.
    private static func credentials(of call: Call, _ form: [String: String]) -> Credentials? {
        if let basic = call.credentials(scheme: "basic") {
            guard let bytes = Data(base64Encoded: basic) else { return nil }
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 ? Credentials(id: String(parts[0]), secret: String(parts[1])) : nil
        }
        guard let id = form["client_id"], let secret = form["client_secret"] else { return nil }
        return Credentials(id: id, secret: secret)
    }

    /// The login host's own shape, with its two spellings of the description.
    private static func refuse(_ error: String, _ description: String) -> Reply {
        Reply(
            Answer(
                status: 400,
                body: ["error": .string(error), "description": .string(description), "error_description": .string(description)]))
    }
}
