import Observability

/// Keeps one access token and gets the next one in time.
///
/// A token is replaced when a tenth of its life is left, and at the latest a minute before its end. Whoever asks while a new one is on
/// its way waits for that one; cancelling a waiter does not cancel what others wait for.
actor AccessTokens {
    private struct Held {
        let token: Secret
        let replaceAt: ContinuousClock.Instant
    }

    private let fetch: @Sendable () async throws -> TokenGrant
    private let now: @Sendable () -> ContinuousClock.Instant
    private var held: Held?
    private var renewal: Task<Secret, any Error>?

    /// - Parameters:
    ///   - now: the time.
    ///   - fetch: asks for a new token; must end by itself.
    init(now: @escaping @Sendable () -> ContinuousClock.Instant, fetch: @escaping @Sendable () async throws -> TokenGrant) {
        self.now = now
        self.fetch = fetch
    }

    /// A token that is good for the next call.
    func token() async throws -> Secret {
        if let held, now() < held.replaceAt { return held.token }
        let renewal = self.renewal ?? Task { try await renew() }
        self.renewal = renewal
        return try await renewal.value
    }

    /// Forgets a token that the platform does not accept; another that has come since is kept.
    func invalidate(_ token: Secret) {
        if held?.token == token { held = nil }
    }

    /// Forgets the token and gives it, so that it can be revoked; `nil` when there is none.
    func surrender() -> Secret? {
        defer { held = nil }
        return held?.token
    }

    private func renew() async throws -> Secret {
        defer { renewal = nil }
        let asked = now()
        let grant = try await fetch()
        held = Held(token: grant.token, replaceAt: asked + grant.lifetime - min(grant.lifetime / 10, .seconds(60)))
        return grant.token
    }
}
