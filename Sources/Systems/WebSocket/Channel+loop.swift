/// What the loop's thread tells a channel, and asks it.
extension Channel {
    /// What is to be done next where the socket takes bytes.
    enum Output {
        case nothing
        case frame(Frame)
        case close(WebSocketClosure)
    }

    /// What is wanted of the loop.
    struct Wish {
        var isDropped = false
        var isClosing = false
        var hasOutput = false
        /// Whether to read, when that is to change.
        var reading: Bool?
    }

    var wish: Wish {
        update { state in
            var wish = Wish(isDropped: state.isDropped, isClosing: state.closing != nil, hasOutput: !state.unsent.isEmpty)
            let isFull = state.unreadBytes > limits.maximumUnreadBytes
            let hasRoom = state.unreadBytes <= limits.maximumUnreadBytes / 2
            if state.isPaused && (wish.isClosing || hasRoom) { wish.reading = true }
            if !state.isPaused && isFull && !wish.isClosing { wish.reading = false }
            if let reading = wish.reading { state.isPaused = !reading }
            return wish
        }
    }

    func open() {
        update { state in
            guard case .opening = state.phase else { return }
            state.phase = .open
            state.wasOpen = true
            state.heard = .now
        }
    }

    func answered(status: Int) { update { $0.status = status } }

    func heard() { update { $0.heard = .now } }

    /// Takes a piece that came; what comes while the connection is being closed is let go.
    /// - Returns: whether there is to be a look at what is wanted.
    func receive(_ bytes: UnsafeRawBufferPointer, _ piece: MessageAssembler.Piece) -> Bool {
        update { state in
            state.heard = .now
            guard state.closing == nil else { return false }
            switch unsafe state.assembler.take(bytes, piece) {
            case .incomplete: return false
            case .tooLarge: fail(.messageTooLarge, closingWith: .messageTooBig, &state)
            case .notText: fail(.notText, closingWith: .invalidData, &state)
            case .complete(let message):
                state.unread.append(message)
                state.unreadBytes += message.byteCount + 64
                return state.unreadBytes > limits.maximumUnreadBytes
            }
            return true
        }
    }

    private func fail(_ code: WebSocketError.Code, closingWith closeCode: WebSocketCloseCode, _ state: inout State) {
        state.failure = error(code)
        state.closing = WebSocketClosure(code: closeCode, reason: "", isByPeer: false)
        state.unsent.removeAll()
    }

    func closedByPeer(_ closure: WebSocketClosure) {
        update { state in
            if state.closedByPeer == nil { state.closedByPeer = closure }
        }
    }

    /// Messages that were accepted go before the close frame.
    func nextOutput() -> Output {
        update { state in
            if let frame = state.unsent.popFirst() {
                state.unsentBytes -= frame.cost
                return .frame(frame)
            }
            return state.closing.map { .close($0) } ?? .nothing
        }
    }

    /// One frame is in the hands of the library.
    func sentFrame() { update { $0.sent += 1 } }

    /// The connection is over; what ended it first stands.
    func end(_ failure: WebSocketError? = nil) {
        update { state in
            if case .over = state.phase { return }
            state.unsent.removeAll()
            if let failure = state.failure ?? failure {
                state.phase = .over(.failure(failure))
            } else if let closure = state.closedByPeer ?? state.closing {
                state.phase = .over(.success(closure))
            } else {
                let isSilent = state.heard.duration(to: .now) >= limits.silenceLimit
                state.phase = .over(.failure(error(isSilent ? .silent : .lost)))
            }
        }
    }
}
