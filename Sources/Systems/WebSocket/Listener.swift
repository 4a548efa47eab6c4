import Synchronization

/// A server as the loop sees it.
final class Listener: Sendable {
    typealias Arrival = (channel: Channel, request: WebSocketRequest)

    private struct State {
        var isStopping = false
        /// Requests that were admitted and are not yet answered.
        var expected: [UInt: WebSocketRequest] = [:]
        var open = 0
    }

    let limits: WebSocketLimits
    let fieldNames: [String]
    let arrivals: AsyncStream<Arrival>
    /// The library's host; 0 while there is none.
    let host = Atomic<UInt>(0)
    let port = Atomic<UInt16>(0)

    private let maximumConnections: Int
    private let admit: @Sendable (WebSocketRequest) -> WebSocketAdmission
    private let arriving: AsyncStream<Arrival>.Continuation
    private let state = Mutex(State())

    init(_ configuration: WebSocketServer.Configuration, admit: @escaping @Sendable (WebSocketRequest) -> WebSocketAdmission) {
        limits = configuration.limits
        fieldNames = configuration.fieldNames
        maximumConnections = configuration.maximumConnections
        self.admit = admit
        // Bounded by the number of connections.
        (arrivals, arriving) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(configuration.maximumConnections))
    }

    func stop() {
        state.withLock { $0.isStopping = true }
        arriving.finish()
    }

    /// One connection less.
    func leave() { state.withLock { $0.open -= 1 } }

    // MARK: On the loop's thread

    func admission(of request: WebSocketRequest) -> WebSocketAdmission {
        let hasRoom = state.withLock { !$0.isStopping && $0.open + $0.expected.count < maximumConnections }
        return hasRoom ? admit(request) : .refuse(status: 503)
    }

    func expect(_ id: UInt, _ request: WebSocketRequest) { state.withLock { $0.expected[id] = request } }

    func arrive(_ channel: Channel) {
        let request = state.withLock { state in
            state.open += 1
            return state.expected.removeValue(forKey: channel.id)
        }
        guard let request, case .enqueued = arriving.yield((channel, request)) else {
            leave()
            return channel.drop()
        }
    }
}
