import HTTPServer
import Synchronization

/// A signed body of unknown length: room for it is made as it arrives.
final class UnverifiedBody: BodyConsumer {
    private struct Progress {
        var received: Int64 = 0
        var held = UnverifiedBody.stride
        var excess: UnverifiedBudget.Excess?
    }

    /// Bytes for which room is made at a time.
    static let stride: Int64 = 256 << 10

    private let inner: any BodyConsumer
    private let request: Request
    private let unverified: UnverifiedRequest
    private let progress = Mutex(Progress())

    /// Takes a body of which the first stride has its room.
    init(_ inner: any BodyConsumer, of request: Request, _ unverified: UnverifiedRequest) {
        self.inner = inner
        self.request = request
        self.unverified = unverified
    }

    func consume(_ bytes: RawSpan) -> BodyDemand {
        let count = Int64(bytes.byteCount)
        let isHeld = progress.withLock { progress in
            progress.received += count
            guard progress.received > progress.held else { return true }
            let more = max(Self.stride, progress.received - progress.held)
            progress.excess = unverified.hold(more)
            progress.held += more
            return progress.excess == nil
        }
        return isHeld ? inner.consume(bytes) : .enough
    }

    func finish() async -> Response {
        guard let excess = progress.withLock({ $0.excess }) else { return await inner.finish() }
        inner.abandon()
        return .overBudget(request, excess)
    }

    func abandon() { inner.abandon() }
}
