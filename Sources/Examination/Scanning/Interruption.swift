import Sockets
import Synchronization

/// Ends a blocking exchange from outside, whether it has begun or not.
final class Interruption: Sendable {
    private struct State {
        var isInterrupted = false
        var socket: StreamSocket?
    }

    private let state = Mutex(State())

    var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

    /// Ends the exchange now, or as soon as it has a socket.
    func interrupt() {
        let socket = state.withLock { state in
            state.isInterrupted = true
            return state.socket
        }
        socket?.interrupt()
    }

    func attach(_ socket: StreamSocket) {
        let isLate = state.withLock { state in
            state.socket = socket
            return state.isInterrupted
        }
        if isLate { socket.interrupt() }
    }

    func detach() {
        state.withLock { $0.socket = nil }
    }
}
