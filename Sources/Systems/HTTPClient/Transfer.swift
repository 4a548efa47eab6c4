import Synchronization

/// One exchange: filled by the loop's thread, read by the task that asked for it.
final class Transfer: Sendable {
    /// What becomes of bytes that have arrived.
    enum Receipt {
        case taken
        /// Keep them and stop reading until `resume`.
        case pause
        /// The exchange has failed.
        case refused
    }

    private struct State {
        var parser: HeaderParser
        var unread: [UInt8] = []
        var received = 0
        var isPaused = false
        var outcome: Result<Void, HTTPClientError>?
        /// Counts what a reader may wait for, so that no change is missed between a look and a wait.
        var changes = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    let request: HTTPClient.Request
    private let maximumUnreadBytes: Int
    private let state: Mutex<State>

    init(_ request: HTTPClient.Request, limits: HTTPClient.Configuration) {
        self.request = request
        maximumUnreadBytes = limits.maximumUnreadBytes
        state = Mutex(State(parser: HeaderParser(maximumBytes: limits.maximumHeaderBytes)))
    }

    // MARK: For the task that waits

    /// What has come of an answer counts even when the rest failed: a refusal is one, and a cut body is not the same as no answer.
    func head() async throws -> ResponseHead {
        try await value { state in
            if let head = state.parser.head { return .success(head) }
            if case .failure(let error) = state.outcome { return .failure(error) }
            return nil
        }
    }

    /// The bytes that wait, or `nil` at the end, and whether the transfer was paused and has room again.
    func nextPiece() async throws -> (piece: [UInt8]?, wasPaused: Bool) {
        try await value { state in
            if case .failure(let error) = state.outcome { return .failure(error) }
            guard !state.unread.isEmpty else { return state.outcome == nil ? nil : .success((nil, false)) }
            defer {
                state.unread = []
                state.isPaused = false
            }
            return .success((state.unread, state.isPaused))
        }
    }

    // MARK: For the loop's thread

    var isOver: Bool { state.withLock { $0.outcome != nil } }

    func receiveHeaderLine(_ line: some Collection<UInt8>) -> Receipt {
        update { state in
            do throws(HeaderParser.Problem) {
                try state.parser.take(line)
                return .taken
            } catch {
                return refuse(error == .tooLarge ? .headerTooLarge : .invalidResponse, &state)
            }
        }
    }

    func receiveBody(_ bytes: some Collection<UInt8>) -> Receipt {
        update { state in
            guard state.outcome == nil else { return .refused }
            if !state.unread.isEmpty, state.unread.count + bytes.count > maximumUnreadBytes {
                state.isPaused = true
                return .pause
            }
            state.received += bytes.count
            guard state.received <= request.maximumResponseBytes else { return refuse(.responseTooLarge, &state) }
            state.unread += bytes
            return .taken
        }
    }

    /// Ends the exchange; what ended it first stands.
    func finish(_ outcome: Result<Void, HTTPClientError>) {
        update { state in
            guard state.outcome == nil else { return }
            let hasAnswer = state.parser.head != nil
            state.outcome = outcome.flatMap { hasAnswer ? .success(()) : .failure(error(.invalidResponse)) }
        }
    }

    func fail(_ code: HTTPClientError.Code) { finish(.failure(error(code))) }

    // MARK: -

    private func error(_ code: HTTPClientError.Code) -> HTTPClientError { HTTPClientError(code, origin: request.origin) }

    private func refuse(_ code: HTTPClientError.Code, _ state: inout State) -> Receipt {
        if state.outcome == nil { state.outcome = .failure(error(code)) }
        return .refused
    }

    /// Changes the state and wakes whoever waits for a change.
    private func update<Value: Sendable>(_ change: (inout State) -> Value) -> Value {
        let (value, woken) = state.withLock { state in
            let value = change(&state)
            state.changes += 1
            defer { state.waiting = [] }
            return (value, state.waiting)
        }
        for continuation in woken { continuation.resume() }
        return value
    }

    /// Waits until `ready` has something to say.
    private func value<Value: Sendable>(_ ready: (inout State) -> Result<Value, HTTPClientError>?) async throws -> Value {
        while true {
            let (result, seen) = state.withLock { (ready(&$0), $0.changes) }
            if let result { return try result.get() }
            await withCheckedContinuation { continuation in
                let isLate = state.withLock { state in
                    if state.changes == seen { state.waiting.append(continuation) }
                    return state.changes != seen
                }
                if isLate { continuation.resume() }
            }
        }
    }
}
