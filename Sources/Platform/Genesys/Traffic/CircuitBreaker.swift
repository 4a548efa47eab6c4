/// Keeps calls back from a platform that is down: after so many failures in a row none is made for a while, then one that finds out. Pure.
struct CircuitBreaker: Sendable {
    private enum State {
        case closed(failures: Int)
        case open(until: ContinuousClock.Instant)
        /// One call is under way; the others wait for what it finds.
        case probing
    }

    private let threshold: Int
    private let pause: Duration
    private var state = State.closed(failures: 0)

    /// - Parameters:
    ///   - threshold: failures in a row, at least one.
    ///   - pause: from the last of them to the call that finds out.
    init(threshold: Int, pause: Duration) {
        self.threshold = max(1, threshold)
        self.pause = pause
    }

    /// Lets a call through, or says how long to wait. Whoever was let through reports by `succeed`, `fail` or `abandon`.
    mutating func admit(at now: ContinuousClock.Instant) -> Duration? {
        switch state {
        case .closed: return nil
        case .open(let until) where now < until: return until - now
        case .open:
            state = .probing
            return nil
        case .probing: return pause
        }
    }

    /// The platform has answered, be it with a refusal.
    mutating func succeed() { state = .closed(failures: 0) }

    /// No answer, or one that says "not now". Those of calls that began before the breaker opened change nothing.
    mutating func fail(at now: ContinuousClock.Instant) {
        switch state {
        case .closed(let failures) where failures + 1 < threshold: state = .closed(failures: failures + 1)
        case .closed, .probing: state = .open(until: now + pause)
        case .open: break
        }
    }

    /// The call was given up on our side: it tells nothing, and the next one may find out.
    mutating func abandon(at now: ContinuousClock.Instant) {
        if case .probing = state { state = .open(until: now) }
    }
}
