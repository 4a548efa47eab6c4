/// What to do while the server cannot be reached: try again at growing intervals, let callers wait for a while, and then no longer.
struct Outage {
    enum Advice: Equatable {
        case connect
        case wait(Duration)
        case refuse(PostgresError)
    }

    private static let shortestPause = Duration.milliseconds(50)
    private static let longestPause = Duration.seconds(2)

    private let since: ContinuousClock.Instant
    private var cause: PostgresError
    private var pause = shortestPause
    private var nextAttempt: ContinuousClock.Instant

    /// An outage begins with an attempt that fails.
    init(_ cause: PostgresError, at now: ContinuousClock.Instant) {
        since = now
        self.cause = cause
        nextAttempt = now + pause
    }

    /// What a caller is to do now; who is to connect is the only one for a pause.
    mutating func advice(at now: ContinuousClock.Instant, patience: Duration) -> Advice {
        if now >= nextAttempt {
            nextAttempt = now + pause
            return .connect
        }
        return now - since < patience ? .wait(nextAttempt - now) : .refuse(cause)
    }

    /// Another attempt failed.
    mutating func goesOn(_ cause: PostgresError, at now: ContinuousClock.Instant) {
        self.cause = cause
        pause = min(pause * 2, Self.longestPause)
        nextAttempt = now + pause
    }
}
