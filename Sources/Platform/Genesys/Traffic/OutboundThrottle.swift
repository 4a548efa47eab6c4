import Foundation
import HTTPClient
import HTTPSemantics
import Synchronization

/// What all calls of one client share: the budget and the breaker.
final class OutboundThrottle: Sendable {
    private struct State {
        var budget: CallBudget
        var breaker: CircuitBreaker
    }

    private let instant: @Sendable () -> ContinuousClock.Instant
    private let now: @Sendable () -> Date
    private let state: Mutex<State>

    init(
        _ limits: CallLimits, instant: @escaping @Sendable () -> ContinuousClock.Instant, now: @escaping @Sendable () -> Date
    ) {
        self.instant = instant
        self.now = now
        state = Mutex(
            State(
                budget: CallBudget(perMinute: limits.callsPerMinute, now: instant()),
                breaker: CircuitBreaker(threshold: limits.failuresBeforePause, pause: limits.pause)))
    }

    /// Lets an attempt through; it reports by one of the others.
    /// - Throws: `GenesysError` with the time to wait; nothing is to be sent.
    func admit(_ call: Endpoint) throws(GenesysError) {
        let refusal: GenesysError? = state.withLock { state in
            let instant = instant()
            if let wait = state.breaker.admit(at: instant) {
                return GenesysError(
                    .keptBack,
                    "\(call.rawValue): not sent, because the platform has not answered for a while; it is asked again soon",
                    retryAfter: wait)
            }
            guard let wait = state.budget.take(at: instant) else { return nil }
            state.breaker.abandon(at: instant)
            return GenesysError(
                .keptBack, "\(call.rawValue): not sent, because the platform takes no more calls for now", retryAfter: wait)
        }
        if let refusal { throw refusal }
    }

    /// An answer has come.
    func report(_ response: HTTPClient.Response) {
        let wait = wait(response)
        state.withLock { state in
            let instant = instant()
            if [408, 500, 502, 503, 504].contains(response.status) {
                state.breaker.fail(at: instant)
            } else {
                state.breaker.succeed()
            }
            if let wait { state.budget.close(for: wait, at: instant) }
        }
    }

    /// No answer has come.
    func report(_ error: any Error) {
        let isOurs = (error as? HTTPClientError).map { [.cancelled, .overloaded, .shutDown].contains($0.code) } ?? true
        state.withLock { state in
            if isOurs { state.breaker.abandon(at: instant()) } else { state.breaker.fail(at: instant()) }
        }
    }

    /// How long the platform wants no calls: it says so by 429, or shows that the last one of a period was made.
    private func wait(_ response: HTTPClient.Response) -> Duration? {
        func number(_ name: String) -> Int? { response.fields[name].flatMap { Int($0) } }
        let asked = AnswerReader.wait(response.fields, now: now())
        if response.status == 429 { return asked }
        guard let count = number("inin-ratelimit-count"), let allowed = number("inin-ratelimit-allowed"), allowed > 0,
            count >= allowed
        else { return nil }
        return asked
    }
}
