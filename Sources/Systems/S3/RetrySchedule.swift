/// When a request that failed is sent again: after a random part of a time that doubles ("full jitter", AWS Architecture Blog,
/// "Exponential Backoff And Jitter"), so that many clients do not come back at once. Pure.
public struct RetrySchedule: Sendable {
    /// Attempts in all, the first included.
    public var maximumAttempts = 5
    /// The longest wait after the first attempt.
    public var base: Duration = .milliseconds(200)
    /// The longest wait after any.
    public var cap: Duration = .seconds(5)
    /// No attempt begins later than this after the first.
    public var patience: Duration = .seconds(30)

    /// Takes the defaults.
    public init() {}

    /// How long to wait before the next attempt; `nil` when there is none.
    ///
    /// - Parameters:
    ///   - attempts: how many have failed.
    ///   - elapsed: since the first began.
    ///   - chance: from 0 to 1.
    func wait(afterAttempts attempts: Int, elapsed: Duration, chance: Double) -> Duration? {
        guard attempts < maximumAttempts else { return nil }
        let wait = min(cap, base * (1 << min(attempts - 1, 16))) * chance
        return elapsed + wait <= patience ? wait : nil
    }
}
