/// How long to wait before the next attempt: exponential, with full jitter, so that what failed together does not return together.
public struct Backoff: Sendable, Hashable {
    /// The longest wait before the second attempt.
    public var base: Duration
    /// The longest wait of all.
    public var cap: Duration

    /// Makes a schedule of waits.
    public init(base: Duration, cap: Duration) {
        self.base = base
        self.cap = cap
    }

    /// The longest wait after so many failed attempts, without jitter; never below `base`, never above `cap`.
    public func ceiling(afterAttempts attempts: Int) -> Duration {
        // 2^20 × base is beyond any cap that makes sense; shifting further would overflow.
        min(cap, base * (1 << min(max(0, attempts - 1), 20)))
    }

    /// The wait after so many failed attempts.
    ///
    /// - Parameters:
    ///   - attempts: how many have failed; at least one.
    ///   - asked: what the other side asked to wait; obeyed even beyond `cap`, with the jitter on top.
    ///   - chance: uniform in 0..<1.
    public func delay(afterAttempts attempts: Int, asked: Duration? = nil, chance: Double) -> Duration {
        let jittered = ceiling(afterAttempts: attempts) * chance
        guard let asked else { return jittered }
        return asked + base * chance
    }
}
