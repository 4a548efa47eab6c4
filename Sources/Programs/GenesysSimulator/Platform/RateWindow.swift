internal import Foundation

/// Counts calls in windows of one minute; the first call after a window's end opens the next.
struct RateWindow: Sendable {
    private static let length: TimeInterval = 60

    private var start: Date
    private(set) var calls = 0

    init(start: Date) { self.start = start }

    mutating func count(at now: Date) {
        if now.timeIntervalSince(start) >= Self.length {
            start = now
            calls = 0
        }
        calls += 1
    }

    /// Rounded up, and at least one.
    func secondsLeft(at now: Date) -> Int {
        max(1, Int((Self.length - now.timeIntervalSince(start)).rounded(.up)))
    }
}
