import Synchronization

/// How values are spread: how many of them are at most each of a few bounds, and their sum.
public final class Histogram: Sendable {
    /// Bounds for durations in seconds, from a small request (1 ms) to a large file's scan (120 s).
    public static let durationBuckets: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120,
    ]

    struct Snapshot: Sendable {
        let bounds: [Double]
        /// How many values fell between a bound and the one before it; the last is for those above all bounds.
        let counts: [Int]
        let sum: Double
    }

    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    // One lock instead of one atomic a bucket: sum and counts of a reading belong together, and nobody holds it for long.
    private let state: Mutex<State>

    init(buckets: [Double]) {
        bounds = buckets
        state = Mutex(State(counts: Array(repeating: 0, count: buckets.count + 1)))
    }

    /// Takes a value: seconds, bytes, or what the metric's name says.
    public func observe(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    /// Takes a duration as seconds.
    public func observe(_ duration: Duration) {
        observe(duration / .seconds(1))
    }

    func snapshot() -> Snapshot {
        state.withLock { Snapshot(bounds: bounds, counts: $0.counts, sum: $0.sum) }
    }
}
