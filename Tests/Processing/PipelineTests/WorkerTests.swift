import Attachments
import Foundation
import Ledger
import Lifecycle
import ObjectStore
import Observability
import Scanning
import Synchronization
import TestSupport
import Testing

@testable import Pipeline

struct WorkerTests {
    /// Runs workers while the body runs, and stops them.
    private func run(_ workers: [Worker], _ body: () async throws -> Void) async throws {
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            for worker in workers { group.addTask { try await worker.run(until: stop) } }
            defer { stop.trigger() }
            try await body()
        }
    }

    private func released(_ count: Int, in fixture: Fixture) async throws -> Bool {
        try await fixture.ledger.queueStatistics().attachments[.released] ?? 0 == count
    }

    @Test func twoWorkersDoEveryJobOnce() async throws {
        let fixture = try await Fixture(isLive: true)
        let scanner = ScriptedScanner(.clean)
        for _ in 0..<40 { try await fixture.accept(.note) }
        try await run([Worker(fixture.judge(scanner, isLive: true)), Worker(fixture.judge(scanner, isLive: true))]) {
            () async throws in
            #expect(try await eventually { try await released(40, in: fixture) })
        }
        #expect(scanner.count == 40)
        #expect(try await fixture.ledger.queueStatistics().messages.waiting == 40)
        #expect(try await fixture.actions().count { $0 == "attachment.released" } == 40)
    }

    @Test func holdsNoMoreInHandThanAllowed() async throws {
        let fixture = try await Fixture(isLive: true) { $0.concurrentJobs = 3 }
        let crowd = Crowd()
        for _ in 0..<12 { try await fixture.accept(.note) }
        let scanner = ScriptedScanner { _ in
            await crowd.visit()
            return .scripted(.clean)
        }
        try await run([Worker(fixture.judge(scanner, isLive: true))]) { () async throws in
            #expect(await eventually { crowd.present == 3 })
            #expect(try await fixture.ledger.queueStatistics().jobs.leased == 3)
            crowd.letGo()
            #expect(try await eventually { try await released(12, in: fixture) })
        }
        #expect(crowd.most == 3)
    }

    @Test func takesUpWorkThatComesLater() async throws {
        // Who is not woken sleeps longer than this test waits.
        let fixture = try await Fixture(isLive: true) { $0.longestSleep = .seconds(3600) }
        try await run([Worker(fixture.judge(ScriptedScanner(.clean), isLive: true))]) { () async throws in
            for count in 1...3 {
                try await fixture.accept(.note)
                #expect(try await eventually { try await released(count, in: fixture) })
            }
        }
    }

    @Test func finishesWhatIsInHandBeforeItStops() async throws {
        let fixture = try await Fixture(isLive: true)
        let crowd = Crowd()
        let scanner = ScriptedScanner { _ in
            await crowd.visit()
            return .scripted(.clean)
        }
        let first = try await fixture.accept(.note)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await Worker(fixture.judge(scanner, isLive: true)).run(until: stop) }
            #expect(await eventually { crowd.present == 1 })
            stop.trigger()
            let second = try await fixture.accept(.note)
            crowd.letGo()
            try await group.waitForAll()
            #expect(try await fixture.state(first) == .released)
            #expect(try await fixture.state(second) == .received)
        }
    }

    @Test func putsDownWhatIsInHandWhenItIsCancelled() async throws {
        let fixture = try await Fixture(isLive: true)
        let crowd = Crowd()
        let scanner = ScriptedScanner { _ in
            await crowd.visit()
            return .scripted(.clean)
        }
        let id = try await fixture.accept(.note)
        let running = Task { try await Worker(fixture.judge(scanner, isLive: true)).run(until: StopSignal()) }
        #expect(await eventually { crowd.present == 1 })
        running.cancel()
        crowd.letGo()
        try await running.value
        #expect(try await fixture.state(id) == .received)
        #expect(try fixture.places(id) == ["quarantine"])
        #expect(try await fixture.ledger.queueStatistics().jobs.parked == 0)
    }

    @Test func outlivesALedgerThatFailsForAWhile() async throws {
        let fixture = try await Fixture(isLive: true)
        let failures = Mutex(1)
        let ledger = InterceptedLedger(fixture.ledger) { call in
            guard call == .takeJobs else { return }
            try failures.withLock { left in
                left -= 1
                if left >= 0 { throw LedgerError(.busy, "Another program holds the ledger.") }
            }
        }
        try await fixture.accept(.note)
        try await run([Worker(fixture.judge(ScriptedScanner(.clean), ledger: ledger, isLive: true))]) { () async throws in
            #expect(try await eventually { try await released(1, in: fixture) })
        }
    }

    /// Taking goes well and finds nothing, while waiting fails.
    @Test func doesNotSpinWhenWaitingFails() async throws {
        let fixture = try await Fixture(isLive: true)
        let takes = Mutex<[ContinuousClock.Instant]>([])
        let ledger = InterceptedLedger(fixture.ledger) { call in
            if call == .takeJobs { takes.withLock { $0.append(.now) } }
            if call == .waitForWork { throw LedgerError(.overloaded, "Too many reads wait.") }
        }
        try await run([Worker(fixture.judge(ScriptedScanner(.clean), ledger: ledger, isLive: true))]) { () async throws in
            #expect(await eventually { takes.withLock { $0.count >= 2 } })
        }
        let times = takes.withLock { $0 }
        #expect(times[1] - times[0] > .milliseconds(500))
    }
}

/// Who holds what, and what becomes of a late holder's work.
struct LeaseTests {
    @Test func aLateHolderChangesNothing() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        let other = fixture.judge(ScriptedScanner(.clean))
        let slow = ScriptedScanner { _ in
            fixture.clock.advance(by: .seconds(61))
            // Nobody is there to catch: the expectations below see it.
            try? await fixture.work(other)
            return .scripted(.infected)
        }
        let job = try #require(try await fixture.ledger.takeJobs(limit: 1, lease: .seconds(60)).first)
        await fixture.judge(slow).work(on: job)
        #expect(try await fixture.states(id) == [.received, .inspected, .scanned, .released])
        #expect(try await fixture.attachment(id).verdict.outcome == .clean)
        #expect(try fixture.places(id) == ["safe"])
        #expect(try await fixture.messages().map(\.kind) == [.file])
    }

    @Test func aLeaseIsRenewedWhileTheWorkGoesOnEvenThroughATrouble() async throws {
        let lease = Duration.seconds(60)
        let fixture = try await Fixture()
        try await fixture.accept(.note)
        let renewals = Mutex(0)
        let ledger = InterceptedLedger(fixture.ledger) { call in
            guard call == .extend else { return }
            let number = renewals.withLock { count in
                count += 1
                return count
            }
            if number == 1 { throw LedgerError(.busy, "Another program holds the ledger.") }
        }
        let job = try #require(try await fixture.ledger.takeJobs(limit: 1, lease: lease).first)
        let inHand = LeasesInHand()
        inHand.add(job.lease)
        await withTaskGroup { group in
            group.addTask {
                await inHand.renew(in: ledger, for: lease, log: Logger()) { time in
                    try Task.checkCancellation()
                    fixture.clock.advance(by: time)
                }
            }
            #expect(await eventually { renewals.withLock { $0 >= 5 } })
            // A ledger that cannot be read is seen as one that gave the job away.
            #expect((try? await fixture.ledger.takeJobs(limit: 1, lease: lease)) == [])
            group.cancelAll()
        }
        try await fixture.ledger.extend(job.lease, by: lease)
    }
}
