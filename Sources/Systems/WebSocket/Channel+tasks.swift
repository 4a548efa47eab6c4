/// What tasks ask of a channel. Whatever has to be done on the wire for it is the loop's: `attend` tells it.
extension Channel {
    /// Waits for the end of the handshake.
    func opened() async throws {
        try await value(onCancel: drop) { [origin] state in
            if state.wasOpen { return .success(()) }
            guard case .over(let outcome) = state.phase else { return nil }
            return outcome.flatMap { _ in .failure(WebSocketError(.closed, origin: origin)) }
        }
    }

    /// The next message, or `nil` when the connection was closed and all were read.
    func next() async throws -> WebSocketMessage? {
        let (message, isWaiting): (WebSocketMessage?, Bool) = try await value(onCancel: leave) { [limits] state in
            if let message = state.unread.popFirst() {
                state.unreadBytes -= message.byteCount + 64
                return .success((message, state.isPaused && state.unreadBytes <= limits.maximumUnreadBytes / 2))
            }
            guard case .over(let outcome) = state.phase else { return nil }
            return outcome.map { _ in (nil, false) }
        }
        if isWaiting { EventLoop.shared.attend(id) }
        return message
    }

    /// Waits until the frame is in the hands of the library.
    func send(_ frame: Frame) async throws {
        try Task.checkCancellation()
        let ticket: Int = try update { state -> Result<Int, WebSocketError> in
            guard case .open = state.phase, state.closing == nil, state.closedByPeer == nil, !state.isDropped else {
                return .failure(error(.closed))
            }
            guard state.unsentBytes + frame.cost <= limits.maximumUnsentBytes else { return .failure(error(.overloaded)) }
            state.unsent.append(frame)
            state.unsentBytes += frame.cost
            state.accepted += 1
            return .success(state.accepted)
        }.get()
        EventLoop.shared.attend(id)
        try await value(onCancel: leave) { [origin] state in
            if state.sent >= ticket { return .success(()) }
            guard case .over(let outcome) = state.phase else { return nil }
            return outcome.flatMap { _ in .failure(WebSocketError(.closed, origin: origin)) }
        }
    }

    /// Waits until the other side has answered, or has had its time.
    func close(_ code: WebSocketCloseCode, _ reason: String) async throws -> WebSocketClosure {
        beginClosing(code, reason)
        return try await value(onCancel: drop) { state in
            guard case .over(let outcome) = state.phase else { return nil }
            return outcome
        }
    }

    /// Asks for the closing handshake; the first call stands.
    func beginClosing(_ code: WebSocketCloseCode, _ reason: String = "") {
        update { state in
            guard state.closing == nil else { return }
            state.closing = WebSocketClosure(code: code, reason: reason, isByPeer: false)
        }
        EventLoop.shared.attend(id)
    }

    /// Ends the connection without a close frame; does nothing to one that is over.
    func drop() {
        update { $0.isDropped = true }
        EventLoop.shared.attend(id)
    }

    private func leave() { beginClosing(.goingAway) }

    /// Gives up, for a reason of our own.
    func abandon(_ failure: WebSocketError) {
        update { state in
            if state.failure == nil { state.failure = failure }
        }
        end()
        drop()
    }
}
