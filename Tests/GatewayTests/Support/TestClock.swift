import Foundation
import Synchronization

/// The real clock, which can be set ahead.
final class TestClock: Sendable {
    private let lead = Mutex(Duration.zero)

    var now: Date { Date().addingTimeInterval(lead.withLock { $0 } / .seconds(1)) }

    func advance(by duration: Duration) { lead.withLock { $0 += duration } }
}
