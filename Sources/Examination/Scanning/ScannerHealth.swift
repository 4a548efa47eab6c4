/// What is known of one clamd, and whether to ask it again: a circuit breaker that closes only on a passed self-test. Holds no clock: every
/// question brings its time.
struct ScannerHealth: Sendable {
    /// So long is a clamd that was found down not asked again: a thousand waiting files cost one attempt.
    static let restAfterFailure: Duration = .seconds(1)
    /// So long when it was found down so often in a row: it is not just starting.
    static let longRest: Duration = .seconds(5)
    static let failuresBeforeLongRest = 5
    /// One that passes its test and yet breaks off so many scans in a row is down as well.
    static let maximumBreaks = 5
    /// So long is a finding of the test virus believed by scans: one that has gone meanwhile says so itself, by breaking off.
    static let virusProofLifetime: Duration = .seconds(60)
    /// So long is it believed by those who only ask how it is.
    static let statusLifetime: Duration = .seconds(5)
    /// So long is the proof of the whole size believed.
    static let sizeProofLifetime: Duration = .seconds(900)

    enum Advice: Sendable, Hashable {
        case use(ScannerProof)
        /// Test everything.
        case prove
        /// Test that the virus is still found, and with which signatures.
        case renew(ScannerProof)
        /// Leave it alone for now; the problem in words.
        case down(String)
    }

    private enum State: Sendable {
        case unknown
        case proven(ScannerProof, provenAt: ContinuousClock.Instant, renewedAt: ContinuousClock.Instant)
        case down(String, since: ContinuousClock.Instant)
    }

    private var state = State.unknown
    private var failures = 0
    private var breaks = 0

    func advice(at now: ContinuousClock.Instant, believing lifetime: Duration = virusProofLifetime) -> Advice {
        switch state {
        case .unknown: .prove
        case .proven(let proof, let provenAt, let renewedAt):
            if now - provenAt > Self.sizeProofLifetime {
                .prove
            } else {
                now - renewedAt > lifetime ? .renew(proof) : .use(proof)
            }
        case .down(let problem, let since): now - since > rest ? .prove : .down(problem)
        }
    }

    private var rest: Duration { failures < Self.failuresBeforeLongRest ? Self.restAfterFailure : Self.longRest }

    /// A test of everything passed.
    mutating func proved(_ proof: ScannerProof, at now: ContinuousClock.Instant) {
        failures = 0
        state = .proven(proof, provenAt: now, renewedAt: now)
    }

    /// A renewal passed. A proof that was doubted meanwhile stays doubted.
    mutating func renewed(_ proof: ScannerProof, at now: ContinuousClock.Instant) {
        guard case .proven(_, let provenAt, _) = state else { return }
        state = .proven(proof, provenAt: provenAt, renewedAt: now)
    }

    mutating func failed(_ problem: String, at now: ContinuousClock.Instant) {
        failures += 1
        state = .down(problem, since: now)
    }

    /// A connection broke: what answers next may be another process with other settings.
    mutating func doubted(_ problem: String, at now: ContinuousClock.Instant) {
        breaks += 1
        guard breaks < Self.maximumBreaks else { return failed(problem, at: now) }
        guard case .proven = state else { return }
        state = .unknown
    }

    /// A scan came to its end.
    mutating func answered() { breaks = 0 }
}
