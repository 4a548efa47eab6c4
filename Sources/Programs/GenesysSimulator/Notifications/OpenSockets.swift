internal import Synchronization

/// The sockets that are open, and what waits to be sent on each.
final class OpenSockets: Sendable {
    enum Frame: Sendable, Hashable {
        case text(String)
        case close(code: Int)
    }

    /// A client that lets so many frames wait is too slow, and loses its socket.
    private static let maximumWaiting = 500

    private struct State {
        var frames: [Int: AsyncStream<Frame>.Continuation] = [:]
        var next = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    /// A new socket's number, and the frames to send on it until the stream ends.
    func open() -> (socket: Int, frames: AsyncStream<Frame>) {
        let (frames, end) = AsyncStream.makeStream(of: Frame.self, bufferingPolicy: .bufferingOldest(Self.maximumWaiting))
        let socket = state.withLock { state in
            state.next += 1
            if state.isClosed { end.finish() } else { state.frames[state.next] = end }
            return state.next
        }
        return (socket, frames)
    }

    /// Does not wait.
    func perform(_ action: NotificationHub.Action) {
        switch action {
        case .send(let socket, let text):
            guard let frames = state.withLock({ $0.frames[socket] }) else { return }
            guard case .dropped = frames.yield(.text(text)) else { return }
            close(socket)
        case .close(let socket, let code):
            state.withLock { $0.frames[socket] }?.yield(.close(code: code))
            close(socket)
        }
    }

    /// What waits is still sent; nothing more is taken.
    func close(_ socket: Int) {
        state.withLock { $0.frames.removeValue(forKey: socket) }?.finish()
    }

    /// Closes all, and every one that comes later.
    func closeAll() {
        let all = state.withLock { state in
            state.isClosed = true
            defer { state.frames = [:] }
            return state.frames.values
        }
        for frames in all {
            frames.yield(.close(code: 1001))
            frames.finish()
        }
    }
}
