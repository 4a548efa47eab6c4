public import Foundation
import Synchronization

/// A clock that a test sets ahead; else it stands still, or goes with the real one.
public final class TestClock: Sendable {
    private let base: @Sendable () -> Date
    private let lead = Mutex(Duration.zero)

    /// Stands still.
    public init(_ start: Date = Date(timeIntervalSince1970: 1_800_000_000)) { base = { start } }

    private init(base: @escaping @Sendable () -> Date) { self.base = base }

    /// Goes with the real clock.
    public static func running() -> TestClock { TestClock(base: { Date() }) }

    /// The time that it shows.
    public var now: Date { base().addingTimeInterval(lead.withLock { $0 } / .seconds(1)) }

    /// Sets it ahead.
    public func advance(by duration: Duration) { lead.withLock { $0 += duration } }
}
