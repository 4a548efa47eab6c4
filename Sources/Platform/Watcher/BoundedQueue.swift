import Synchronization

/// First in, first out, for one reader; whoever brings too much waits.
final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State {
        var arriving: [Element] = []
        var leaving: [Element] = []
        var isFinished = false
        var changes = 0
        var waiting: [CheckedContinuation<Void, Never>] = []

        var count: Int { arriving.count + leaving.count }
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    /// Waits for room. Does nothing once the queue is finished or the task cancelled.
    func append(_ element: Element) async {
        await until { [limit] state in
            if state.isFinished { return true }
            guard state.count < limit else { return nil }
            state.arriving.append(element)
            return true
        }
    }

    /// Adds one beyond the limit; for what comes at most once.
    func force(_ element: Element) {
        update { state in
            if !state.isFinished { state.arriving.append(element) }
        }
    }

    /// The next one; `nil` once the queue is finished and empty, or the task cancelled.
    func next() async -> Element? {
        await until { state -> Element?? in
            if state.leaving.isEmpty {
                state.leaving = state.arriving.reversed()
                state.arriving = []
            }
            if let element = state.leaving.popLast() { return .some(element) }
            return state.isFinished ? .some(nil) : nil
        } ?? nil
    }

    /// Takes nothing more; what is there can still be read.
    func finish() { update { $0.isFinished = true } }

    private func update(_ change: (inout State) -> Void) {
        let woken = state.withLock { state in
            change(&state)
            state.changes += 1
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in woken { continuation.resume() }
    }

    /// Tries after each change; `nil` when the task is cancelled.
    @discardableResult
    private func until<Value: Sendable>(_ attempt: @Sendable (inout State) -> Value?) async -> Value? {
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                let (value, seen) = state.withLock { (attempt(&$0), $0.changes) }
                if let value {
                    update { _ in }
                    return value
                }
                await waitForChange(after: seen)
            }
            return nil
        } onCancel: {
            update { _ in }
        }
    }

    private func waitForChange(after seen: Int) async {
        await withCheckedContinuation { continuation in
            let isLate = state.withLock { state in
                if state.changes == seen { state.waiting.append(continuation) }
                return state.changes != seen
            }
            if isLate { continuation.resume() }
        }
    }
}
