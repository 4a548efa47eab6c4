import JSON
import Synchronization

/// A small body, gathered in memory.
final class CollectedBody: BodyConsumer {
    private struct State {
        var bytes: [UInt8] = []
        var isTooLarge = false
    }

    private let limit: Int
    private let work: @Sendable ([UInt8]) async -> Response
    private let state = Mutex(State())

    init(limit: Int, work: @escaping @Sendable ([UInt8]) async -> Response) {
        self.limit = limit
        self.work = work
    }

    /// The answer to a body that is larger than the limit.
    static func tooLarge(limit: Int) -> Response {
        ProblemDetails(
            status: 413, error: "The request's body is larger than \(limit) bytes.",
            members: ["limit_bytes": .integer(Int64(limit))]
        ).response()
    }

    func consume(_ bytes: RawSpan) -> BodyDemand {
        state.withLock { state in
            guard bytes.byteCount <= limit - state.bytes.count else {
                state = State(isTooLarge: true)
                return .enough
            }
            unsafe bytes.withUnsafeBytes { unsafe state.bytes.append(contentsOf: $0) }
            return .more
        }
    }

    func finish() async -> Response {
        let state = state.withLock { $0 }
        return state.isTooLarge ? Self.tooLarge(limit: limit) : await work(state.bytes)
    }

    func abandon() {}
}
