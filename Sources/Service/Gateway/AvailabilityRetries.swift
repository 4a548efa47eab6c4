import Egress

/// When a file is asked for again that may only not be there yet, while its sender waits. Pure.
///
/// Storages show a file to all readers some seconds after they have taken it (404), and services that make one say so (202, or 503 and 429
/// with `Retry-After`).
struct AvailabilityRetries {
    /// After the first to the fourth 404: a wrong address is told within 7.5 seconds.
    static let pausesWhileMissing: [Duration] = [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)]
    /// Between requests for a file that is being made, for want of a `Retry-After`.
    static let pauseWhileMade = Duration.seconds(2)
    /// No server is asked more often than this, however long there is time.
    static let shortestPause = Duration.milliseconds(500)

    private var timesMissing = 0

    /// How long to wait before the next request; `nil` when the answer stands, also because there is no time for another one.
    mutating func pause(after error: EgressError, left: Duration) -> Duration? {
        guard let pause = pause(after: error), pause < left else { return nil }
        return pause
    }

    private mutating func pause(after error: EgressError) -> Duration? {
        switch error.status {
        case 404:
            guard timesMissing < Self.pausesWhileMissing.count else { return nil }
            defer { timesMissing += 1 }
            return Self.pausesWhileMissing[timesMissing]
        case 202: return max(error.retryAfter ?? Self.pauseWhileMade, Self.shortestPause)
        case 429, 503: return error.retryAfter.map { max($0, Self.shortestPause) }
        default: return nil
        }
    }
}
