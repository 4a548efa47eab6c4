/// How many calls may still be made: a bucket that fills again, and what the platform says about its own. Pure.
///
/// The bucket holds a tenth of a minute's calls and fills at the pace of the other nine tenths, so that no minute, wherever it begins,
/// has more than the limit.
struct CallBudget: Sendable {
    private let size: Double
    private let perSecond: Double
    private var level: Double
    private var filledAt: ContinuousClock.Instant
    private var closedUntil: ContinuousClock.Instant?

    /// - Parameter perMinute: at least one.
    init(perMinute: Int, now: ContinuousClock.Instant) {
        let perMinute = Double(max(1, perMinute))
        size = max(1, perMinute / 10)
        perSecond = max(perMinute - size, perMinute * 0.5) / 60
        level = size
        filledAt = now
    }

    /// Takes a call out, or says how long it is until one can be had.
    mutating func take(at now: ContinuousClock.Instant) -> Duration? {
        if let closedUntil {
            if now < closedUntil { return closedUntil - now }
            self.closedUntil = nil
        }
        level = min(size, level + max(0, (now - filledAt) / .seconds(1)) * perSecond)
        filledAt = now
        guard level >= 1 else { return .seconds((1 - level) / perSecond) }
        level -= 1
        return nil
    }

    /// The platform takes no more for a while; a longer wait that was asked for before stands.
    mutating func close(for wait: Duration, at now: ContinuousClock.Instant) {
        closedUntil = max(closedUntil ?? now, now + wait)
    }
}
