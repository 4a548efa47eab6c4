import Foundation
import Observability

/// What the login host gives for client credentials (RFC 6749, section 5.1).
struct TokenGrant: Sendable, Hashable {
    let token: Secret
    let lifetime: Duration

    init(token: Secret, lifetime: Duration) {
        self.token = token
        self.lifetime = lifetime
    }

    /// Reads a success's body. Without a lifetime the token is taken for a short-lived one.
    init(_ body: [UInt8]) throws(GenesysError) {
        guard let decoded = try? JSONDecoder().decode(Body.self, from: Data(body)), !decoded.accessToken.isEmpty else {
            throw GenesysError(.unreadableAnswer, "token: a success without an access token; check the login address")
        }
        self.init(token: Secret(decoded.accessToken), lifetime: .seconds(min(max(decoded.expiresIn ?? 300, 0), 604_800)))
    }

    private struct Body: Decodable {
        let accessToken: String
        let expiresIn: Double?

        private enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case expiresIn = "expires_in"
        }
    }
}
