import Testing

@testable import Genesys

struct CallBudgetTests {
    let start = ContinuousClock.now

    /// How many calls go out in so many seconds when somebody asks every 10 ms.
    func calls(_ budget: inout CallBudget, from first: Int, for seconds: Int) -> Int {
        (first * 100..<(first + seconds) * 100).count { budget.take(at: start + .milliseconds($0 * 10)) == nil }
    }

    @Test(arguments: [60, 300, 3000]) func makesNoMoreThanTheLimitInAnyMinute(perMinute: Int) {
        var budget = CallBudget(perMinute: perMinute, now: start)
        #expect((perMinute * 9 / 10...perMinute).contains(calls(&budget, from: 0, for: 60)))
        #expect((perMinute * 8 / 10...perMinute).contains(calls(&budget, from: 60, for: 60)))
        #expect((perMinute * 8 / 10...perMinute).contains(calls(&budget, from: 7200, for: 60)))
    }

    @Test func saysHowLongItIsUntilTheNextCall() throws {
        var budget = CallBudget(perMinute: 300, now: start)
        #expect((0..<30).allSatisfy { _ in budget.take(at: start) == nil })
        let asked = budget.take(at: start)
        let wait = try #require(asked)
        #expect(wait > .milliseconds(200) && wait < .milliseconds(250))
        #expect(budget.take(at: start + wait + .milliseconds(1)) == nil)
    }

    @Test func makesNoneWhileThePlatformTakesNone() {
        var budget = CallBudget(perMinute: 300, now: start)
        budget.close(for: .seconds(42), at: start)
        budget.close(for: .seconds(1), at: start + .seconds(1))
        #expect(budget.take(at: start + .seconds(2)) == .seconds(40))
        #expect(budget.take(at: start + .seconds(42)) == nil)
    }

    @Test func standsAClockThatStandsStillOrGoesBack() {
        var budget = CallBudget(perMinute: 1, now: start)
        #expect(budget.take(at: start) == nil)
        #expect(budget.take(at: start - .seconds(60)) != nil)
        #expect(budget.take(at: start) != nil)
    }
}
