import Testing

@testable import Gateway

/// The budget by itself, with times of the test's own.
@Suite struct UnverifiedBudgetTests {
    private let start = ContinuousClock.now
    private let anna = ClientNetwork("192.0.2.1")
    private let bob = ClientNetwork("192.0.2.2")

    private func budget(total: Int64? = 1000, perAddress: Int64? = 500) -> UnverifiedBudget {
        UnverifiedBudget(UnverifiedLimits(total: total, perAddress: perAddress))
    }

    @Test func countsEachNetworkAndAllTogether() {
        let budget = budget()
        #expect(budget.take(400, besides: 0, for: anna, at: start) == nil)
        #expect(budget.take(101, besides: 0, for: anna, at: start) == .address)
        #expect(budget.take(350, besides: 0, for: bob, at: start) == nil)
        #expect(budget.take(1, besides: 0, for: ClientNetwork("192.0.2.3"), at: start) == .total)
        budget.giveBack(400, of: anna)
        #expect(budget.take(400, besides: 0, for: ClientNetwork("192.0.2.3"), at: start) == nil)
        #expect(budget.held == 750)
    }

    @Test func oneRequestFitsWhereNothingElseIsHeldHoweverLargeItBecomes() {
        let budget = budget()
        #expect(budget.take(5000, besides: 0, for: anna, at: start) == nil)
        #expect(budget.take(5000, besides: 5000, for: anna, at: start) == nil)
        #expect(budget.take(1, besides: 0, for: anna, at: start) == .address)
        #expect(budget.take(1, besides: 0, for: bob, at: start) == .total)
    }

    @Test func aQuarterIsForThoseWhoseSignatureWasRight() {
        let budget = budget()
        budget.note(isRight: true, from: bob, at: start)
        #expect(budget.take(500, besides: 0, for: anna, at: start) == nil)
        #expect(budget.take(250, besides: 0, for: ClientNetwork("192.0.2.3"), at: start) == nil)
        #expect(budget.take(250, besides: 0, for: bob, at: start) == nil)
        #expect(budget.take(1, besides: 0, for: bob, at: start) == .total)
    }

    @Test func oneTrustedNetworkNeverGetsEverything() {
        let budget = budget()
        budget.note(isRight: true, from: anna, at: start)
        #expect(budget.take(400, besides: 0, for: anna, at: start) == nil)
        #expect(budget.take(200, besides: 0, for: anna, at: start) == .address)
        #expect(budget.take(300, besides: 0, for: bob, at: start) == nil)
    }

    @Test func trustEndsWithAWrongSignatureAndWithTime() {
        let budget = budget()
        budget.note(isRight: true, from: anna, at: start)
        #expect(budget.trusts(anna, at: start + .seconds(599)))
        #expect(!budget.trusts(bob, at: start))
        #expect(!budget.trusts(anna, at: start + .seconds(1800)))
        budget.note(isRight: true, from: anna, at: start + .seconds(1800))
        budget.note(isRight: false, from: anna)
        #expect(!budget.trusts(anna, at: start + .seconds(1800)))
    }

    @Test func withoutLimitsItOnlyCounts() {
        let budget = budget(total: nil, perAddress: nil)
        for _ in 0..<10 { #expect(budget.take(.max / 16, besides: 0, for: anna, at: start) == nil) }
    }
}
