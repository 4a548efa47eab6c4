import Lifecycle
import Synchronization

/// The requests in hand.
final class InFlight: Sendable {
    private struct State {
        var exchanges: [ObjectIdentifier: Exchange] = [:]
        var isDraining = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let empty = StopSignal()

    /// Whether the server is stopping, so that no connection is kept.
    var isDraining: Bool { state.withLock { $0.isDraining } }
    /// Whether it can wait for nobody's work any more.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    func insert(_ exchange: Exchange) {
        state.withLock { $0.exchanges[ObjectIdentifier(exchange)] = exchange }
    }

    func remove(_ exchange: Exchange) {
        let isLast = state.withLock { state in
            state.exchanges[ObjectIdentifier(exchange)] = nil
            return state.isDraining && state.exchanges.isEmpty
        }
        if isLast { empty.trigger() }
    }

    /// From now on every answer closes its connection; waits until the last one is out, for a limited time.
    func drain(within timeout: Duration) async {
        let isEmpty = state.withLock { state in
            state.isDraining = true
            return state.exchanges.isEmpty
        }
        guard !isEmpty else { return }
        await withTaskGroup { group in
            group.addTask { [empty] in await empty.wait() }
            // Cut short by cancellation, which is when there is no time left.
            group.addTask { try? await Task.sleep(for: timeout) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Gives up on whatever is still being worked out; afterwards no connection is suspended, and none will be.
    func giveUp() {
        let exchanges = state.withLock { state in
            state.isClosed = true
            return Array(state.exchanges.values)
        }
        for exchange in exchanges { exchange.giveUp() }
    }
}
