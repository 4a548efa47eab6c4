import HTTPSemantics
import Observability
import Testing

@testable import Gateway

/// Limits on requests, without a server: time is given.
struct RateTests {
    private let start = ContinuousClock.now
    /// Eight seconds for each, which binary fractions hold exactly.
    private let limit = RateLimits.Limit(requests: 8, per: .seconds(64))

    @Test func letsABurstThroughAndThenAnEvenFlow() {
        var table = RateTable<String>(limit, room: 100)
        for _ in 0..<8 {
            #expect(table.wait("a", at: start) == nil)
            table.spend(1, of: "a", at: start)
        }
        #expect(table.wait("a", at: start) == .seconds(8))
        #expect(table.wait("b", at: start) == nil)
        #expect(table.wait("a", at: start + .seconds(4)) == .seconds(4))
        #expect(table.wait("a", at: start + .seconds(8)) == nil)
        table.spend(1, of: "a", at: start + .seconds(8))
        #expect(table.wait("a", at: start + .seconds(8)) == .seconds(8))
    }

    @Test func neverSavesUpMoreThanTheLimit() {
        var table = RateTable<String>(limit, room: 100)
        table.spend(1, of: "a", at: start)
        let later = start + .seconds(86_400)
        for _ in 0..<8 { table.spend(1, of: "a", at: later) }
        #expect(table.wait("a", at: later) == .seconds(8))
    }

    /// Else a guess would have to wait no longer than any other request.
    @Test func aCostlyRequestIsPaidForLaterButNoMoreThanTheLimitIsOwed() {
        var table = RateTable<String>(limit, room: 100)
        table.spend(10, of: "a", at: start)
        #expect(table.wait("a", at: start) == .seconds(24))
        for _ in 0..<10 { table.spend(20, of: "a", at: start) }
        #expect(table.wait("a", at: start) == .seconds(72))
    }

    @Test func aClockThatStandsStillOrGoesBackGivesNothing() {
        var table = RateTable<String>(limit, room: 100)
        for _ in 0..<8 { table.spend(1, of: "a", at: start) }
        #expect(table.wait("a", at: start - .seconds(100)) == .seconds(8))
    }

    @Test func rememberingIsBoundedUnderAFloodOfAccounts() {
        var table = RateTable<Int>(limit, room: 100)
        for account in 0..<100_000 {
            table.spend(1, of: account, at: start)
            #expect(table.count <= 100)
        }
    }

    @Test func whoKeepsAskingIsNotForgottenInAFlood() {
        var table = RateTable<Int>(limit, room: 100)
        for _ in 0..<8 { table.spend(1, of: -1, at: start) }
        for account in 0..<10_000 {
            table.spend(1, of: account, at: start)
            table.spend(1, of: -1, at: start)
        }
        #expect(table.wait(-1, at: start) != nil)
    }

    @Test func forgetsOnlyWhatIsAsGoodAsNew() {
        var table = RateTable<String>(limit, room: 100)
        for _ in 0..<8 { table.spend(1, of: "a", at: start) }
        table.spend(1, of: "b", at: start + .seconds(1))
        #expect(table.wait("a", at: start + .seconds(5)) != nil)
        for _ in 0..<20 { table.spend(1, of: "owing", at: start + .seconds(127)) }
        table.spend(1, of: "b", at: start + .seconds(129))
        #expect(table.wait("owing", at: start + .seconds(130)) != nil)
        for seconds in [258, 387, 516] { table.spend(1, of: "c", at: start + .seconds(seconds)) }
        // Twice: as it was and as it is.
        #expect(table.count == 2)
    }

    @Test func withoutALimitNothingIsRemembered() {
        var table = RateTable<String>(nil, room: 100)
        for _ in 0..<1000 { table.spend(1, of: "a", at: start) }
        #expect(table.wait("a", at: start) == nil)
        #expect(table.count == 0)
    }

    @Test func anotherLimitCountsAtOnce() {
        let limiter = RateLimiter(RateLimits(perKey: limit))
        for _ in 0..<8 { #expect(limiter.take(of: .key("a"), at: start) == nil) }
        #expect(limiter.take(of: .key("a"), at: start) != nil)
        limiter.replace(with: .none)
        #expect(limiter.take(of: .key("a"), at: start) == nil)
    }

    @Test func countsRefusalsByWhoseTheyAre() {
        let metrics = MetricsRegistry()
        let limiter = RateLimiter(RateLimits(perToken: .init(requests: 1, per: .seconds(60))), metrics: metrics)
        for _ in 0..<3 { _ = limiter.take(of: .token("t"), at: start) }
        #expect(metrics.render().contains("lazaret_rate_limited_requests_total{account=\"token\"} 2\n"))
        #expect(metrics.render().contains("lazaret_rate_limited_requests_total{account=\"key\"} 0\n"))
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true), ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ("2001:db8::1", "2001:db8:0:0:5::", true), ("2001:db8::1", "2001:db8:0:1::1", false), ("::1", "::2", true),
        ("::1", "1::", false), ("1::", "1:0:0:0:9:9:9:9", true), ("fe80::1%eth0", "fe80::2%eth1", true),
        ("64:ff9b::192.0.2.1", "64:ff9b::198.51.100.7", true), ("::ffff:0:192.0.2.1", "::1", true), ("unknown", "unknown", true),
        ("::1:2:3:4:5:6:7", "0:1:2:3::", true), ("1:2:3:4:5:6:7::", "1:2:3:4::", true),
    ])
    func countsAddressesOfOneSubscriberTogether(_ a: String, _ b: String, _ areOne: Bool) {
        #expect((ClientNetwork(a) == ClientNetwork(b)) == areOne)
    }
}
