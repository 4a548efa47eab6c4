import Channels
import Configuration
import Gateway
import Observability
import Pipeline

/// What SIGHUP puts in force again: everything that the parts of the application share by reference.
package struct LiveSettings: Sendable {
    let policy: LivePolicy
    let keys: AccessKeys
    let channels: LiveChannels
    let limits: RateLimiter
    let unverified: UnverifiedBudget
    let crossOrigin: CrossOrigin
    /// `nil` where keys are configured, or none is needed.
    let firstKey: FirstKey?

    init(_ configuration: LazaretConfiguration, firstKey: FirstKey?, metrics: MetricsRegistry) {
        self.firstKey = firstKey
        policy = LivePolicy(configuration.policy)
        keys = AccessKeys(configuration.auth.accessKeys(orElse: firstKey))
        channels = LiveChannels(configuration.channels, webhookSecrets: configuration.genesys.webhookSecret)
        limits = RateLimiter(configuration.limits.rates, metrics: metrics)
        unverified = UnverifiedBudget(configuration.limits.unverified.unverifiedLimits, metrics: metrics)
        crossOrigin = CrossOrigin(configuration.server.allowedOrigins)
    }

    /// Puts policy, keys, secrets, limits and origins of another configuration in force.
    func replace(with configuration: LazaretConfiguration) {
        policy.replace(with: configuration.policy)
        keys.replace(with: configuration.auth.accessKeys(orElse: firstKey))
        channels.replace(with: configuration.channels, webhookSecrets: configuration.genesys.webhookSecret)
        limits.replace(with: configuration.limits.rates)
        unverified.replace(with: configuration.limits.unverified.unverifiedLimits)
        crossOrigin.replace(with: configuration.server.allowedOrigins)
    }
}

extension AuthSection {
    /// The first key counts as long as no other is configured.
    fileprivate func accessKeys(orElse first: FirstKey?) -> [AccessKeys.Key] {
        keys.isEmpty ? first.map { [$0.key] } ?? [] : accessKeys
    }
}
