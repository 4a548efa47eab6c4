import Testing

@testable import Genesys

struct CircuitBreakerTests {
    let start = ContinuousClock.now

    func opened() -> CircuitBreaker {
        var breaker = CircuitBreaker(threshold: 3, pause: .seconds(10))
        for _ in 0..<3 {
            _ = breaker.admit(at: start)
            breaker.fail(at: start)
        }
        return breaker
    }

    @Test func opensAfterFailuresInARow() {
        var breaker = CircuitBreaker(threshold: 3, pause: .seconds(10))
        breaker.fail(at: start)
        breaker.fail(at: start)
        breaker.succeed()
        breaker.fail(at: start)
        breaker.fail(at: start)
        #expect(breaker.admit(at: start) == nil)
        breaker.fail(at: start)
        #expect(breaker.admit(at: start) == .seconds(10))
        #expect(breaker.admit(at: start + .seconds(4)) == .seconds(6))
    }

    @Test func letsOneCallFindOut() {
        var breaker = opened()
        #expect(breaker.admit(at: start + .seconds(10)) == nil)
        #expect(breaker.admit(at: start + .seconds(10)) == .seconds(10))
        breaker.succeed()
        #expect(breaker.admit(at: start + .seconds(10)) == nil)
        #expect(breaker.admit(at: start + .seconds(10)) == nil)
    }

    @Test func staysOpenWhenItFoundNothing() {
        var breaker = opened()
        _ = breaker.admit(at: start + .seconds(10))
        breaker.fail(at: start + .seconds(11))
        #expect(breaker.admit(at: start + .seconds(12)) == .seconds(9))
    }

    @Test func isNotHeldUpByACallThatWasGivenUp() {
        var breaker = opened()
        _ = breaker.admit(at: start + .seconds(10))
        breaker.abandon(at: start + .seconds(11))
        #expect(breaker.admit(at: start + .seconds(11)) == nil)
    }

    @Test func isNotOpenedLongerByCallsThatBeganBefore() {
        var breaker = opened()
        breaker.fail(at: start + .seconds(9))
        #expect(breaker.admit(at: start + .seconds(10)) == nil)
    }
}
