import Attachments
import Foundation
import Ledger
import Lifecycle
import Scanning
import Synchronization
import TestSupport
import Testing

@testable import Pipeline

struct DispatcherTests {
    /// A fixture with one released file whose message waits.
    private func released(_ configure: (inout PipelineConfiguration) -> Void = { _ in }) async throws -> (Fixture, AttachmentID) {
        let fixture = try await Fixture(configure: configure)
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        return (fixture, id)
    }

    @Test func deliversAFileOnce() async throws {
        let (fixture, id) = try await released()
        let transport = ScriptedTransport()
        try await fixture.deliver(fixture.dispatcher(transport))
        #expect(transport.links.map(\.lastPathComponent) == [id.description])
        #expect(transport.deliveries.map(\.idempotencyKey) == [id.description])
        #expect(try await fixture.states(id).suffix(2) == [.released, .delivered])
        #expect(try await fixture.ledger.queueStatistics().messages == .init())
        let entry = try #require(try await fixture.ledger.audit(after: 0, limit: 100).last?.entry)
        #expect(entry.action == "file.delivered" && entry.detail == "taken (remote)")
    }

    @Test func aNoticeLeavesTheStateAsItIs() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.disguised)
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        let transport = ScriptedTransport()
        try await fixture.deliver(fixture.dispatcher(transport))
        #expect(transport.texts == [CustomerNotice.typeNotAllowed.sentence])
        #expect(transport.deliveries.map(\.idempotencyKey) == ["\(id)-notice"])
        #expect(try await fixture.state(id) == .rejected)
        #expect(try await fixture.actions().last == "notice.delivered")
    }

    @Test func triesAgainWithBackoff() async throws {
        let (fixture, id) = try await released { $0.deliveryBackoff = Backoff(base: .seconds(2), cap: .seconds(20)) }
        let transport = ScriptedTransport {
            $0 > 5 ? .delivered(remoteID: nil, detail: "taken") : .later(reason: "not now", after: nil)
        }
        let dispatcher = fixture.dispatcher(transport)
        for (number, wait) in [1.0, 2, 4, 8, 10].enumerated() {
            try await fixture.deliver(dispatcher)
            #expect(transport.deliveries.count == number + 1)
            fixture.clock.advance(by: .seconds(wait) - .milliseconds(1))
            try await fixture.deliver(dispatcher)
            #expect(transport.deliveries.count == number + 1)
            fixture.clock.advance(by: .milliseconds(1))
        }
        try await fixture.deliver(dispatcher)
        #expect(try await fixture.state(id) == .delivered)
        #expect(Set(transport.deliveries.map(\.idempotencyKey)).count == 1)
    }

    @Test func obeysTheWaitThatIsAskedFor() async throws {
        let (fixture, _) = try await released { $0.deliveryBackoff = Backoff(base: .seconds(1), cap: .seconds(2)) }
        let transport = ScriptedTransport { _ in .later(reason: "slower", after: .seconds(500)) }
        let dispatcher = fixture.dispatcher(transport)
        try await fixture.deliver(dispatcher)
        fixture.clock.advance(by: .milliseconds(500_499))
        try await fixture.deliver(dispatcher)
        #expect(transport.deliveries.count == 1)
        fixture.clock.advance(by: .milliseconds(1))
        try await fixture.deliver(dispatcher)
        #expect(transport.deliveries.count == 2)
    }

    @Test func parksWhatIsRefusedUntilAnOperatorTriesAgain() async throws {
        let (fixture, id) = try await released()
        try await fixture.deliver(fixture.dispatcher(ScriptedTransport { _ in .refused(reason: "no such integration") }))
        #expect(try await fixture.state(id) == .failed)
        #expect(try await fixture.ledger.queueStatistics().messages == .init(parked: 1))
        #expect(try fixture.places(id) == ["safe"])
        #expect(try await fixture.ledger.timeline(of: id).last?.detail == "not delivered: no such integration")
        #expect(try await fixture.actions().last == "file.parked")

        #expect(try await fixture.ledger.retry(id, by: "operator", reason: "the integration is there now"))
        #expect(try await fixture.state(id) == .released)
        try await fixture.deliver(fixture.dispatcher(ScriptedTransport()))
        #expect(try await fixture.state(id) == .delivered)
    }

    /// The budget of calls, or a platform that is down, must not use up a message's attempts.
    @Test func aCallThatWasKeptBackIsNoAttempt() async throws {
        let (fixture, id) = try await released { $0.maximumDeliveryAttempts = 2 }
        let transport = ScriptedTransport {
            $0 > 9 ? .delivered(remoteID: nil, detail: "taken") : .notSent(reason: "kept back", after: .seconds(1))
        }
        for _ in 0..<10 {
            try await fixture.deliver(fixture.dispatcher(transport))
            fixture.clock.advance(by: .seconds(2))
        }
        #expect(transport.deliveries.count == 10)
        #expect(try await fixture.state(id) == .delivered)
    }

    @Test func saysInTheTimelineWhatCouldNotBeDone() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.disguised)
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        try await fixture.deliver(fixture.dispatcher(ScriptedTransport { _ in .skipped(reason: "nobody to tell") }))
        #expect(try await fixture.ledger.timeline(of: id).last?.detail == "nobody to tell")
        #expect(try await fixture.ledger.queueStatistics().messages == .init())
        #expect(try await fixture.actions().last == "notice.skipped")
    }

    @Test func whyANoticeWasRefusedIsInTheTimeline() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.disguised)
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        try await fixture.deliver(
            fixture.dispatcher(ScriptedTransport { _ in .refused(reason: "grant conversation:message:create") }))
        let last = try #require(try await fixture.ledger.timeline(of: id).last)
        #expect(last.detail == "notice not delivered: grant conversation:message:create" && last.state == .rejected)
    }

    @Test func parksWhatFailsTooOften() async throws {
        let (fixture, id) = try await released { $0.maximumDeliveryAttempts = 3 }
        let transport = ScriptedTransport { _ in .later(reason: "not now", after: nil) }
        for _ in 0..<5 {
            try await fixture.deliver(fixture.dispatcher(transport))
            fixture.clock.advance(by: .seconds(600))
        }
        #expect(transport.deliveries.count == 3)
        #expect(try await fixture.state(id) == .failed)
    }

    @Test func aParkedNoticeLeavesTheStateAsItIs() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.disguised)
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        try await fixture.deliver(fixture.dispatcher(ScriptedTransport { _ in .refused(reason: "no") }))
        #expect(try await fixture.state(id) == .rejected)
        #expect(try await fixture.ledger.queueStatistics().messages == .init(parked: 1))
    }

    @Test func makesTheLinkAnewForEveryAttempt() async throws {
        let (fixture, _) = try await released()
        let number = Mutex(0)
        let transport = ScriptedTransport {
            $0 > 2 ? .delivered(remoteID: nil, detail: "taken") : .later(reason: "not now", after: nil)
        }
        let dispatcher = fixture.dispatcher(transport) { _ in
            try #require(
                URL(
                    string: "https://files.example.com/"
                        + String(
                            number.withLock { number in
                                number += 1
                                return number
                            })))
        }
        for _ in 0..<3 {
            try await fixture.deliver(dispatcher)
            fixture.clock.advance(by: .seconds(600))
        }
        #expect(transport.links.map(\.lastPathComponent) == ["1", "2", "3"])
    }

    @Test func aLinkThatCannotBeMadeIsTriedAgainAndParkedInTheEnd() async throws {
        let (fixture, id) = try await released { $0.maximumDeliveryAttempts = 3 }
        struct NoLink: Error {}
        let transport = ScriptedTransport()
        let broken = fixture.dispatcher(transport) { _ in throw NoLink() }
        try await fixture.deliver(broken)
        // Put off, and not left to its lease.
        #expect(try await fixture.ledger.queueStatistics().messages == .init(waiting: 1, oldestWaiting: .zero))
        for _ in 0..<3 {
            fixture.clock.advance(by: .seconds(600))
            try await fixture.deliver(broken)
        }
        #expect(transport.deliveries.isEmpty)
        #expect(try await fixture.state(id) == .failed)
        #expect(try await fixture.ledger.queueStatistics().messages == .init(parked: 1))
    }

    /// What was taken back after its message was written must not go out.
    @Test func deliversNoFileThatIsNotReleasedAnyMore() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        let job = try #require(try await fixture.ledger.takeJobs(limit: 1, lease: .seconds(60)).first)
        func entry(_ state: AttachmentState) -> TimelineEntry { TimelineEntry(at: fixture.clock.now, state: state, detail: "test") }
        let message = NewMessage(kind: .file, idempotencyKey: "\(id)")
        try await fixture.ledger.commit(
            Step(job, entries: [.inspected, .scanned, .released].map(entry), messages: [message], disposition: .keep))
        try await fixture.ledger.commit(Step(job, entries: [entry(.infected)], disposition: .done))
        let transport = ScriptedTransport()
        try await fixture.deliver(fixture.dispatcher(transport))
        #expect(transport.deliveries.isEmpty)
        #expect(try await fixture.state(id) == .infected)
        #expect(try await fixture.ledger.queueStatistics().messages == .init())
        #expect(try await fixture.actions().last == "file.withdrawn")
    }

    @Test func theMessagesOfOneAttachmentKeepTheirOrder() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.disguised)
        let job = try #require(try await fixture.ledger.takeJobs(limit: 1, lease: .seconds(60)).first)
        let notices = (1...3).map { NewMessage(kind: .notice, idempotencyKey: "\(id)-\($0)", payload: "\($0)") }
        try await fixture.ledger.commit(Step(job, messages: notices, disposition: .done))
        let transport = ScriptedTransport {
            $0 == 1 ? .later(reason: "not now", after: nil) : .delivered(remoteID: nil, detail: "taken")
        }
        try await fixture.deliver(fixture.dispatcher(transport))
        #expect(transport.texts == ["1"])
        fixture.clock.advance(by: .seconds(60))
        try await fixture.deliver(fixture.dispatcher(transport))
        #expect(transport.texts == ["1", "1", "2", "3"])
    }

    @Test func aDeliveryThatWasMadeIsWrittenDownEvenAtShutdown() async throws {
        let (fixture, id) = try await released()
        let crowd = Crowd()
        let transport = ScriptedTransport { _ in
            await crowd.visit()
            return .delivered(remoteID: nil, detail: "taken")
        }
        let message = try #require(try await fixture.ledger.takeMessages(limit: 1, lease: .seconds(60)).first)
        let delivery = Task { await fixture.dispatcher(transport).deliver(message) }
        #expect(await eventually { crowd.present == 1 })
        delivery.cancel()
        await delivery.value
        #expect(try await fixture.state(id) == .delivered)
    }

    @Test func whatWasCutOffAtShutdownIsNotCountedAgainstIt() async throws {
        let (fixture, id) = try await released { $0.maximumDeliveryAttempts = 1 }
        let crowd = Crowd()
        let transport = ScriptedTransport { _ in
            await crowd.visit()
            return .later(reason: "cancelled", after: nil)
        }
        let message = try #require(try await fixture.ledger.takeMessages(limit: 1, lease: .seconds(60)).first)
        let delivery = Task { await fixture.dispatcher(transport).deliver(message) }
        #expect(await eventually { crowd.present == 1 })
        delivery.cancel()
        await delivery.value
        #expect(try await fixture.state(id) == .released)
        #expect(try await fixture.ledger.queueStatistics().messages.parked == 0)
    }

    @Test func runsUntilItIsStopped() async throws {
        let fixture = try await Fixture(isLive: true)
        let transport = ScriptedTransport()
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await fixture.dispatcher(transport).run(until: stop) }
            group.addTask { try await Worker(fixture.judge(ScriptedScanner(.clean), isLive: true)).run(until: stop) }
            defer { stop.trigger() }
            for _ in 0..<20 { try await fixture.accept(.note) }
            #expect(try await eventually { try await fixture.ledger.queueStatistics().attachments[.delivered] == 20 })
        }
        #expect(Set(transport.deliveries.map(\.idempotencyKey)).count == 20)
        #expect(transport.deliveries.count == 20)
    }
}
