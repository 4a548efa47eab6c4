import Synchronization

/// One connection: moved by the loop's thread, used by tasks.
final class Channel: Sendable {
    enum Phase {
        case opening
        case open
        case over(Result<WebSocketClosure, WebSocketError>)
    }

    struct State {
        var phase = Phase.opening
        /// Whether the handshake succeeded, whatever came after.
        var wasOpen = false
        var assembler: MessageAssembler
        var unread = Queue<WebSocketMessage>()
        var unreadBytes = 0
        var isPaused = false
        var unsent = Queue<Frame>()
        var unsentBytes = 0
        /// How many frames were accepted for sending, and how many of them are sent.
        var accepted = 0
        var sent = 0
        /// What was asked for here, and what came from the other side.
        var closing: WebSocketClosure?
        var closedByPeer: WebSocketClosure?
        /// Whether it is to end without a close frame.
        var isDropped = false
        /// Why it will end, when that is known before it does.
        var failure: WebSocketError?
        /// The status that answered the handshake.
        var status: Int?
        var heard = ContinuousClock.now
        /// Counts what a task may wait for, so that no change is missed between a look and a wait.
        var changes = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    let id: UInt
    let limits: WebSocketLimits
    let origin: String
    private let state: Mutex<State>

    init(id: UInt, limits: WebSocketLimits, origin: String) {
        self.id = id
        self.limits = limits
        self.origin = origin
        state = Mutex(State(assembler: MessageAssembler(maximumBytes: limits.maximumMessageBytes)))
    }

    func error(_ code: WebSocketError.Code, cause: String? = nil) -> WebSocketError {
        WebSocketError(code, origin: origin, cause: cause)
    }

    func read<Value: Sendable>(_ body: (State) -> Value) -> Value { state.withLock { body($0) } }

    /// Changes the state and wakes whoever waits for a change.
    func update<Value: Sendable>(_ change: (inout State) -> Value) -> Value {
        let (value, woken) = state.withLock { state in
            let value = change(&state)
            state.changes += 1
            defer { state.waiting = [] }
            return (value, state.waiting)
        }
        for continuation in woken { continuation.resume() }
        return value
    }

    /// Waits until `ready` has something to say. A cancelled wait calls `cancel`, which must end it.
    func value<Value: Sendable>(
        onCancel cancel: @escaping @Sendable () -> Void,
        _ ready: @escaping @Sendable (inout State) -> Result<Value, WebSocketError>?
    ) async throws -> Value {
        try await withTaskCancellationHandler {
            while true {
                let (result, seen) = state.withLock { (ready(&$0), $0.changes) }
                if let result { return try result.get() }
                try Task.checkCancellation()
                await waitForChange(after: seen)
            }
        } onCancel: {
            cancel()
            // Also where there was nothing to cancel.
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
