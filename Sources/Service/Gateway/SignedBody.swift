import HTTPServer
import Synchronization

/// A body whose signature is checked when it is whole; what was taken of one that is not signed is forgotten.
final class SignedBody: BodyConsumer {
    private let inner: any BodyConsumer
    private let signature: StreamedSignature
    private let progress = Mutex(Progress())
    private let limit: Int64
    private let principal: Principal
    private let refusal: @Sendable (Refusal) -> Response

    /// Why a message is not taken, whatever is in it.
    enum Refusal: Sendable {
        /// Nobody we know has signed it.
        case signature
        /// It goes on behind so many bytes; whether it is signed will not be known.
        case tooLong(limit: Int64)
    }

    private struct Progress {
        var bytes: Int64 = 0
        var isEnough = false
    }

    /// - Parameters:
    ///   - limit: bytes of the body.
    ///   - principal: told when the signature is right.
    init(
        _ inner: any BodyConsumer, _ signature: StreamedSignature, limit: Int64, from principal: Principal,
        refusal: @escaping @Sendable (Refusal) -> Response
    ) {
        self.inner = inner
        self.signature = signature
        self.limit = limit
        self.principal = principal
        self.refusal = refusal
    }

    /// What is refused is still read to its end, as far as it may go: an answer that says more than "not signed" is for those who sign.
    func consume(_ bytes: RawSpan) -> BodyDemand {
        let (total, isEnough) = progress.withLock { progress in
            progress.bytes += Int64(bytes.byteCount)
            return (progress.bytes, progress.isEnough)
        }
        guard total <= limit else { return .enough }
        signature.update(bytes)
        if !isEnough, inner.consume(bytes) == .enough { progress.withLock { $0.isEnough = true } }
        return .more
    }

    func finish() async -> Response {
        guard progress.withLock({ $0.bytes }) <= limit else {
            inner.abandon()
            return refusal(.tooLong(limit: limit))
        }
        guard signature.finish() else {
            inner.abandon()
            return refusal(.signature)
        }
        principal.verify()
        return await inner.finish()
    }

    func abandon() { inner.abandon() }
}
