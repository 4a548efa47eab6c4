internal import Foundation

/// The access tokens that were given out, and how often each was used.
struct Tokens: Sendable {
    /// Who a token is for.
    struct Identity: Sendable {
        let clientID: String
        /// `nil` for client credentials.
        let userID: String?
    }

    private struct Grant {
        let identity: Identity
        var expires: Date
        var window: RateWindow
    }

    /// More than this many are never kept; the ones that end first go.
    private static let capacity = 10_000

    private let lifetime: Duration
    private let callsPerMinute: Int?
    private var grants: [String: Grant] = [:]

    init(lifetime: Duration, callsPerMinute: Int?) {
        self.lifetime = lifetime
        self.callsPerMinute = callsPerMinute
    }

    /// Whole seconds, as `expires_in` has them.
    var lifetimeSeconds: Int { Int(lifetime.components.seconds) }

    mutating func issue(_ token: String, to identity: Identity, at now: Date) {
        if grants.count >= Self.capacity, let first = grants.min(by: { $0.value.expires < $1.value.expires }) {
            grants[first.key] = nil
        }
        grants[token] = Grant(identity: identity, expires: now + lifetime / .seconds(1), window: RateWindow(start: now))
    }

    /// Lets a call in and counts it.
    /// - Throws: ``Refusal`` 401 without a token, with one that was never issued or is past; 429 when its calls for this minute are used up.
    @discardableResult
    mutating func admit(_ token: String?, at now: Date) throws(Refusal) -> Identity {
        guard let token else { throw .authenticationRequired }
        guard var grant = grants[token] else { throw .badCredentials }
        guard now < grant.expires else { throw .credentialsExpired }
        grant.window.count(at: now)
        grants[token] = grant
        if let callsPerMinute, grant.window.calls > callsPerMinute {
            throw .rateLimited(retryAfter: grant.window.secondsLeft(at: now))
        }
        return grant.identity
    }

    /// Ends a token before its time; the next call with it is told that it has expired.
    mutating func expire(_ token: String?) {
        if let token { grants[token]?.expires = .distantPast }
    }

    /// Makes a token unknown.
    mutating func revoke(_ token: String?) {
        if let token { grants[token] = nil }
    }

    /// How much of its rate a token has used; `nil` for an unknown token, or where there is no limit.
    func rate(of token: String?, at now: Date) -> RateReading? {
        guard let token, let callsPerMinute, let grant = grants[token], now < grant.expires else { return nil }
        return RateReading(
            calls: grant.window.calls, allowed: callsPerMinute, secondsLeft: grant.window.secondsLeft(at: now))
    }
}
