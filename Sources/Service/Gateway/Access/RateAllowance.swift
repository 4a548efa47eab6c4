/// What is left of one account's limit: fills up evenly, is never more than the limit, and at worst as much is owed. Pure; time comes with
/// each call.
struct RateAllowance: Sendable, Hashable {
    private var level: Double
    private var updated: ContinuousClock.Instant

    init(full limit: RateLimits.Limit, at now: ContinuousClock.Instant) {
        level = Double(limit.requests)
        updated = now
    }

    /// How long until a request may come; `nil` when it may come now.
    ///
    /// - Parameter held: requests that may yet have to be taken off.
    func wait(_ limit: RateLimits.Limit, besides held: Int = 0, at now: ContinuousClock.Instant) -> Duration? {
        let missing = Double(1 + held) - level(limit, at: now)
        return missing > 0 ? limit.per * (missing / Double(limit.requests)) : nil
    }

    /// Takes some off; what is not there is owed.
    mutating func spend(_ cost: Int, _ limit: RateLimits.Limit, at now: ContinuousClock.Instant) {
        level = max(-Double(limit.requests), level(limit, at: now) - Double(cost))
        updated = max(updated, now)
    }

    private func level(_ limit: RateLimits.Limit, at now: ContinuousClock.Instant) -> Double {
        let gained = max(0, (now - updated) / limit.per) * Double(limit.requests)
        return min(Double(limit.requests), level + gained)
    }
}
