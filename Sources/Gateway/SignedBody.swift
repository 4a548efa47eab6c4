import HTTPServer
import Signatures
import Synchronization

/// A body whose signature is checked when it is whole; what was taken of one that is not signed is forgotten.
final class SignedBody: BodyConsumer {
    private let inner: any BodyConsumer
    private let check: Mutex<HubSignature.RunningCheck>
    private let isEnough = Mutex(false)
    private let refusal: @Sendable () -> Response

    /// - Parameter refusal: the answer to a message that nobody we know has signed.
    init(_ inner: any BodyConsumer, _ check: sending HubSignature.RunningCheck, refusal: @escaping @Sendable () -> Response) {
        self.inner = inner
        self.check = Mutex(check)
        self.refusal = refusal
    }

    /// What is refused is still read to its end: an answer that says more than "not signed" is for those who sign.
    func receive(_ bytes: RawSpan) -> Appetite {
        check.withLock { $0.update(bytes) }
        guard !isEnough.withLock({ $0 }) else { return .more }
        if inner.receive(bytes) == .enough { isEnough.withLock { $0 = true } }
        return .more
    }

    func finish() async -> Response {
        let isValid = check.withLock { check in (try? check.finish()) == .valid }
        guard isValid else {
            inner.abandon()
            return refusal()
        }
        return await inner.finish()
    }

    func abandon() { inner.abandon() }
}
