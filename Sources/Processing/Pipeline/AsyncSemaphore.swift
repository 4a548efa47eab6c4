import Synchronization

/// How much may be in hand at once. Taken one by one; whoever finds none free waits for the next that is given back.
final class AsyncSemaphore: Sendable {
    private struct State {
        var free: Int
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(free: count)) }

    var free: Int { state.withLock { $0.free } }

    func acquire() { state.withLock { $0.free -= 1 } }

    func release() {
        let waiter = state.withLock { state in
            state.free += 1
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Returns when a slot is free, or when the waiting task is cancelled. For one waiter at a time.
    func waitUntilFree() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard state.free <= 0, !Task.isCancelled else { return false }
                    state.waiter = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
    }
}
