import Testing

@testable import HTTPServer

/// Who is late, without a connection and without a clock.
@Suite struct PaceTests {
    private let start = ContinuousClock.now
    private let limits = ProgressMonitor.Limits(head: .seconds(10), idle: .seconds(30), window: .seconds(20), minimumBytes: 20_000)

    private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private func pace(in phase: ProgressMonitor.Phase) -> ProgressMonitor {
        var pace = ProgressMonitor(openedAt: start)
        pace.enter(phase, at: start)
        return pace
    }

    /// What comes of a look each second, with the same count in both directions.
    private func firstLateness(
        _ pace: ProgressMonitor, until end: Int = 300, hasUnread: Bool = false, hasUnsent: Bool = true, _ count: (Int) -> UInt64
    ) -> (second: Int, lateness: ProgressMonitor.Lateness)? {
        var pace = pace
        for second in 0...end {
            let lateness = pace.lateness(at: at(second), limits) {
                ProgressMonitor.Counts(
                    received: count(second), acknowledged: count(second), hasUnread: hasUnread, hasUnsent: hasUnsent)
            }
            if let lateness { return (second, lateness) }
        }
        return nil
    }

    @Test(arguments: [(ProgressMonitor.Phase.opened, 10, ProgressMonitor.Lateness.head), (.head, 10, .head), (.idle, 30, .idle)])
    func givesAHeadAndAnIdleConnectionATimeAsAWhole(phase: ProgressMonitor.Phase, second: Int, lateness: ProgressMonitor.Lateness) {
        // Bytes that drip in earn no time.
        let first = firstLateness(pace(in: phase)) { UInt64($0 * 1_000_000) }
        #expect(first?.second == second)
        #expect(first?.lateness == lateness)
    }

    @Test func givesWorkAllTheTimeItTakes() {
        #expect(firstLateness(pace(in: .working)) { _ in 0 } == nil)
    }

    @Test(arguments: [(ProgressMonitor.Phase.body, ProgressMonitor.Lateness.body), (.answer, .answer)])
    func cutsWhoIsSlowerThanThePace(phase: ProgressMonitor.Phase, lateness: ProgressMonitor.Lateness) {
        let slow = firstLateness(pace(in: phase)) { UInt64($0 * 999) }
        #expect(slow?.second == 20)
        #expect(slow?.lateness == lateness)
        #expect(firstLateness(pace(in: phase)) { UInt64($0 * 1000) } == nil)
    }

    @Test func givesNoCreditForAFastStart() {
        #expect(firstLateness(pace(in: .body)) { $0 < 15 ? UInt64($0 * 1_000_000) : UInt64(15_000_000 + $0) }?.second == 40)
    }

    @Test func cutsSilenceEvenWithoutAPace() {
        var limits = limits
        limits.minimumBytes = 0
        var pace = pace(in: .body)
        let counts = { ProgressMonitor.Counts(received: 5, acknowledged: 0, hasUnread: false, hasUnsent: false) }
        let looks = (0...30).map { pace.lateness(at: at($0), limits, counts: counts) }
        #expect(looks.firstIndex { $0 != nil } == 30)
    }

    @Test func blamesNobodyForOurOwnSlowness() {
        #expect(firstLateness(pace(in: .body), hasUnread: true) { _ in 0 } == nil)
        #expect(firstLateness(pace(in: .answer), hasUnsent: false) { _ in 0 } == nil)
    }

    @Test func blamesNobodyWhereTheKernelDoesNotCount() {
        var pace = pace(in: .body)
        let looks = (0...100).compactMap { pace.lateness(at: at($0), limits) { nil } }
        #expect(looks.isEmpty)
    }

    @Test func beginsAnewWithEachPhase() {
        var pace = ProgressMonitor(openedAt: start)
        pace.enter(.head, at: at(9))
        let looks = [18, 19].map { pace.lateness(at: at($0), limits) { nil } }
        #expect(looks == [nil, .head])
    }

    @Test(arguments: [
        (ProgressMonitor.Phase.opened, true), (.head, true), (.idle, true), (.body, false), (.working, false), (.answer, false),
    ])
    func dispensesOnlyWithThoseThatWaitForNoAnswer(phase: ProgressMonitor.Phase, isDispensable: Bool) {
        #expect(pace(in: phase).isDispensable == isDispensable)
    }
}
