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
        guard let json = try? IncomingJSON(body), let token = json["access_token"].prose else {
            throw GenesysError(.unreadableAnswer, "token: a success without an access token; check the login address")
        }
        self.init(token: Secret(token), lifetime: .seconds(min(max(json["expires_in"].number ?? 300, 0), 604_800)))
    }
}
