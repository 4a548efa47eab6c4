/// How far one connection is, and whether it takes too long: what happens to it goes in with the time, what is to be done comes out.
///
///     head ─► body ─► working ─► answer ─► idle ─► head
///
/// A head has a time as a whole, from the connection's opening or from the request line. Bodies and answers must keep a pace: in
/// each window of `Limits.window` so many bytes, so that a fast start earns no slow end, and never silence for `Limits.idle`.
/// While bytes wait for us nobody else is slow, and a window begins anew.
struct ProgressMonitor {
    /// What a connection may take.
    struct Limits {
        var head: Duration
        var idle: Duration
        var window: Duration
        /// Bytes in a window; 0 asks for none.
        var minimumBytes: UInt64
    }

    /// What the connection is at.
    enum Phase {
        /// Open, and nothing asked yet.
        case opened
        /// The request line is here, the rest of the head is not.
        case head
        /// The body arrives.
        case body
        /// An answer is being worked out: that has limits of its own.
        case working
        /// The answer goes out.
        case answer
        /// Kept after an answer for the next request.
        case idle
    }

    /// Why a connection must go.
    enum Lateness: Hashable {
        /// The head was not complete in time.
        case head
        /// The body came too slowly, or not at all.
        case body
        /// The answer was fetched too slowly, or not at all.
        case answer
        /// Nothing was asked for.
        case idle
    }

    /// What the kernel has counted on the connection.
    struct Counts {
        /// Bytes from the client, ever.
        var received: UInt64
        /// Bytes that the client's side has confirmed, ever.
        var acknowledged: UInt64
        /// Whether bytes of the client's wait for us.
        var hasUnread: Bool
        /// Whether bytes of ours wait for the client.
        var hasUnsent: Bool
    }

    private struct Progress {
        /// Where the window began.
        var start: ContinuousClock.Instant
        var startCount: UInt64
        /// When a byte was last seen to have moved.
        var lastMove: ContinuousClock.Instant
        var count: UInt64
    }

    private(set) var phase = Phase.opened
    /// When the phase began.
    private(set) var since: ContinuousClock.Instant
    private var progress: Progress?

    init(openedAt now: ContinuousClock.Instant) { since = now }

    /// Whether no request of this connection's is in hand: to cut it costs nobody an answer.
    var isDispensable: Bool {
        switch phase {
        case .opened, .head, .idle: true
        case .body, .working, .answer: false
        }
    }

    /// The connection comes to its next phase.
    mutating func enter(_ phase: Phase, at now: ContinuousClock.Instant) {
        self.phase = phase
        since = now
        progress = nil
    }

    /// Judges the connection; to be called several times in a window.
    /// - Parameter counts: asked for only where they matter; `nil` when the kernel does not tell, and then nobody is late.
    mutating func lateness(
        at now: ContinuousClock.Instant, _ limits: Limits, counts: () -> Counts?
    ) -> Lateness? {
        switch phase {
        case .opened, .head: return now - since >= limits.head ? .head : nil
        case .idle: return now - since >= limits.idle ? .idle : nil
        case .working: return nil
        case .body:
            guard let counts = counts() else { return nil }
            return isSlow(counts.received, isOurFault: counts.hasUnread, at: now, limits) ? .body : nil
        case .answer:
            guard let counts = counts() else { return nil }
            return isSlow(counts.acknowledged, isOurFault: !counts.hasUnsent, at: now, limits) ? .answer : nil
        }
    }

    private mutating func isSlow(_ count: UInt64, isOurFault: Bool, at now: ContinuousClock.Instant, _ limits: Limits) -> Bool {
        guard !isOurFault, var progress else {
            progress = Progress(start: now, startCount: count, lastMove: now, count: count)
            return false
        }
        if count != progress.count { progress.lastMove = now }
        progress.count = count
        defer { self.progress = progress }
        if now - progress.lastMove >= limits.idle { return true }
        guard now - progress.start >= limits.window else { return false }
        let isSlow = count - progress.startCount < limits.minimumBytes
        progress.start = now
        progress.startCount = count
        return isSlow
    }
}
