import Synchronization

/// Says once, to everybody who asks or waits, that it is time to stop.
public final class StopSignal: Sendable {
    private struct State {
        var isTriggered = false
        var subscriptions: [Int: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    /// Makes a signal that has not been given.
    public init() {}

    /// Whether the stop was asked for.
    public var isTriggered: Bool { state.withLock { $0.isTriggered } }

    /// Asks for the stop; further calls change nothing.
    public func trigger() {
        let subscriptions = state.withLock { state in
            state.isTriggered = true
            defer { state.subscriptions = [:] }
            return state.subscriptions.values
        }
        for waiter in subscriptions { waiter.resume() }
    }

    /// Returns when the stop was asked for, or when the waiting task is cancelled.
    public func wait() async {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isTriggered || Task.isCancelled { return true }
                    state.subscriptions[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.subscriptions.removeValue(forKey: id) }?.resume()
        }
    }

    /// Waits for something, but no longer than until the stop; it is cancelled then.
    ///
    /// - Returns: whether it came before the stop.
    /// - Throws: what it throws, and `CancellationError`.
    public func wait(or something: @escaping @Sendable () async throws -> Void) async throws -> Bool {
        try await withThrowingTaskGroup { group in
            group.addTask { await self.wait() }
            group.addTask { try await something() }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Task.checkCancellation()
        return !isTriggered
    }

    /// Returns when the stop was asked for, when the time is over, or when the waiting task is cancelled.
    public func wait(atMost limit: Duration) async {
        await withTaskGroup { group in
            group.addTask { await self.wait() }
            // A cancelled sleep ends early, and so does the wait.
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
