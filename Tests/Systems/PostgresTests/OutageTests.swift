import Testing

@testable import Postgres

@Suite struct OutageTests {
    private let start = ContinuousClock.now
    private let cause = PostgresError(.unreachable, doing: "connect")

    @Test func letsOneCallerTryAtATimeAtGrowingIntervals() {
        var outage = Outage(cause, at: start)
        #expect(outage.advice(at: start, patience: .seconds(5)) == .wait(.milliseconds(50)))
        #expect(outage.advice(at: start + .milliseconds(50), patience: .seconds(5)) == .connect)
        #expect(outage.advice(at: start + .milliseconds(50), patience: .seconds(5)) == .wait(.milliseconds(50)))
        outage.goesOn(cause, at: start + .milliseconds(60))
        #expect(outage.advice(at: start + .milliseconds(60), patience: .seconds(5)) == .wait(.milliseconds(100)))
    }

    @Test func neverWaitsLongerThanTwoSeconds() {
        var outage = Outage(cause, at: start)
        for _ in 0..<100 { outage.goesOn(cause, at: start) }
        #expect(outage.advice(at: start, patience: .seconds(5)) == .wait(.seconds(2)))
    }

    @Test func refusesAtOnceWhenTheOutageHasLastedLong() {
        var outage = Outage(cause, at: start)
        outage.goesOn(cause, at: start + .milliseconds(4980))
        #expect(outage.advice(at: start + .milliseconds(4999), patience: .seconds(5)) == .wait(.milliseconds(81)))
        #expect(outage.advice(at: start + .seconds(5), patience: .seconds(5)) == .refuse(cause))
        #expect(outage.advice(at: start + .seconds(6), patience: .seconds(5)) == .connect)
    }
}
