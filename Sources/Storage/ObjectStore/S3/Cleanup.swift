internal import Synchronization

/// Work that goes on after its caller has left, a limited amount of it; it ends with its owner.
final class Cleanup: Sendable {
    private struct State {
        var tasks: [UInt64: Task<Void, Never>] = [:]
        var count: UInt64 = 0
    }

    /// What is more is left to those who look for leftovers.
    private static let maximumTasks = 256

    private let state = Mutex(State())

    deinit { for task in state.withLock({ $0.tasks.values.map(\.self) }) { task.cancel() } }

    /// Begins something that ends by itself in a limited time.
    func run(_ work: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            guard state.tasks.count < Self.maximumTasks else { return }
            state.count += 1
            let number = state.count
            state.tasks[number] = Task { [weak self] in
                await work()
                self?.end(number)
            }
        }
    }

    /// Waits for what has begun so far.
    func settle() async {
        for task in state.withLock({ $0.tasks.values.map(\.self) }) { await task.value }
    }

    private func end(_ number: UInt64) { state.withLock { $0.tasks[number] = nil } }
}
