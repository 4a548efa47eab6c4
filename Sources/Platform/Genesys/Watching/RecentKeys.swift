import Synchronization

/// Remembers the last keys, so that an event that repeats its whole conversation costs the ledger nothing. What is forgotten is only asked for
/// again.
final class RecentKeys: Sendable {
    private struct State {
        var young: Set<String> = []
        var old: Set<String> = []
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: keeps at least so many, and at most twice as many.
    init(limit: Int) { self.limit = limit }

    func contains(_ key: String) -> Bool { state.withLock { $0.young.contains(key) || $0.old.contains(key) } }

    func insert(_ key: String) {
        state.withLock { state in
            state.young.insert(key)
            guard state.young.count >= limit else { return }
            state.old = state.young
            state.young = []
        }
    }
}
