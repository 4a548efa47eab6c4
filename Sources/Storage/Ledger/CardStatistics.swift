/// How cards fare.
public struct CardStatistics: Sendable, Hashable {
    /// Cards by state; a state without any may be missing.
    public var counts: [CardState: Int]
    /// How long the calls took that sent cards; `nil` when none did.
    public var latency: Latency?

    /// A distribution: half of the calls, 95 and 99 in a hundred, and all of them were at least as fast.
    public struct Latency: Sendable, Hashable {
        /// Half of the calls were at least as fast.
        public var median: Duration
        /// 95 in a hundred were.
        public var p95: Duration
        /// 99 in a hundred were.
        public var p99: Duration
        /// The slowest.
        public var maximum: Duration

        /// Describes a distribution.
        public init(median: Duration, p95: Duration, p99: Duration, maximum: Duration) {
            self.median = median
            self.p95 = p95
            self.p99 = p99
            self.maximum = maximum
        }
    }

    /// Puts the numbers together.
    public init(counts: [CardState: Int] = [:], latency: Latency? = nil) {
        self.counts = counts
        self.latency = latency
    }

    /// Of the cards that have ended, how many were sent: from 0 to 1; `nil` while none has.
    public var successRate: Double? {
        let sent = counts[.sent] ?? 0
        let ended = sent + (counts[.failed] ?? 0) + (counts[.refused] ?? 0)
        return ended == 0 ? nil : Double(sent) / Double(ended)
    }
}
