import Synchronization

@testable import Watcher

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    typealias Instant = ContinuousClock.Instant

    private struct State {
        var now = Instant.now
        var sleepers: [(deadline: Instant, waking: AsyncStream<Never>.Continuation)] = []
    }

    private let state = Mutex(State())
    /// Each moment that somebody begins to wait for.
    let deadlines: AsyncStream<Instant>
    private let waiting: AsyncStream<Instant>.Continuation

    init() {
        (deadlines, waiting) = AsyncStream.makeStream()
    }

    /// This clock as a listener takes it.
    var listeners: ListenerClock { ListenerClock(now: { self.state.withLock(\.now) }, sleep: sleep) }

    /// Moves on and wakes those whose moment has come.
    func move(to now: Instant) {
        state.withLock { state in
            state.now = now
            for sleeper in state.sleepers where sleeper.deadline <= now { sleeper.waking.finish() }
            state.sleepers.removeAll { $0.deadline <= now }
        }
    }

    @Sendable private func sleep(until deadline: Instant) async throws {
        let (woken, waking) = AsyncStream.makeStream(of: Never.self)
        state.withLock { state in
            if deadline <= state.now { waking.finish() } else { state.sleepers.append((deadline, waking)) }
        }
        waiting.yield(deadline)
        for await _ in woken {}
        try Task.checkCancellation()
    }
}
