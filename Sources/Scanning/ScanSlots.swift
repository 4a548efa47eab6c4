import Synchronization

/// Lets so many scans run at once; the others wait in the order in which they came.
final class ScanSlots: Sendable {
    private struct State {
        var limit: Int
        var taken = 0
        var nextTicket = 0
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state: Mutex<State>

    init(_ limit: Int) {
        state = Mutex(State(limit: max(1, limit)))
    }

    /// Changes how many run at once; who runs already goes on.
    func setLimit(_ limit: Int) {
        let admitted = state.withLock { state in
            state.limit = max(1, limit)
            let room = min(max(0, state.limit - state.taken), state.waiting.count)
            state.taken += room
            defer { state.waiting.removeFirst(room) }
            return state.waiting.prefix(room)
        }
        for waiter in admitted { waiter.continuation.resume(returning: true) }
    }

    /// Runs the body once there is room; `nil` when the task was cancelled while it waited.
    func run<Value: Sendable>(_ body: () async -> Value) async -> Value? {
        guard await take() else { return nil }
        defer { giveBack() }
        return await body()
    }

    private func take() async -> Bool {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    guard state.taken >= state.limit else {
                        state.taken += 1
                        return true
                    }
                    state.waiting.append((ticket, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0) }
            }
            waiter?.continuation.resume(returning: false)
        }
    }

    /// Hands the slot to who waits longest.
    private func giveBack() {
        let waiter = state.withLock { state in
            guard state.waiting.isEmpty || state.taken > state.limit else {
                return state.waiting.removeFirst().continuation as CheckedContinuation?
            }
            state.taken -= 1
            return nil
        }
        waiter?.resume(returning: true)
    }
}
