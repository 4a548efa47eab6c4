internal import Synchronization

/// Wakes those who wait for something to change; whoever noted the revision before looking misses nothing.
final class ChangeSignal: Sendable {
    private struct State {
        var revision = 0
        var subscriptions: [Int: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    /// Grows with every change.
    var revision: Int { state.withLock { $0.revision } }

    func announce() {
        let subscriptions = state.withLock { state in
            state.revision += 1
            defer { state.subscriptions = [:] }
            return state.subscriptions.values
        }
        for waiter in subscriptions { waiter.resume() }
    }

    /// Returns when there is a change after a revision, or when the task is cancelled.
    func wait(beyond revision: Int) async {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.revision > revision || Task.isCancelled { return true }
                    state.subscriptions[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.subscriptions.removeValue(forKey: id) }?.resume()
        }
    }
}
