import Attachments
import Foundation
import Ledger
import Observability
import TestSupport
import Testing

@testable import Pipeline

@Suite struct HousekeeperTests {
    func housekeeper(_ fixture: Fixture, sweep: QuarantineSweep? = nil) -> Housekeeper {
        var retention = Retention()
        (retention.delivered, retention.held, retention.refused, retention.rows) = (
            .seconds(100), .seconds(50), .seconds(1000), .seconds(550)
        )
        return Housekeeper(
            fixture.ledger, retention, sweep: sweep, now: { fixture.clock.now }, metrics: fixture.metrics, log: Logger())
    }

    @Test func removesBytesWhenTheirTimeIsOverAndRowsLater() async throws {
        let fixture = try await Fixture()
        let judge = fixture.judge(ScriptedScanner(.clean), delivers: false)
        let id = try await fixture.accept(.note)
        try await fixture.work(judge)
        fixture.clock.advance(by: .seconds(99))
        try await housekeeper(fixture).cleanUp()
        #expect(try await fixture.attachment(id).isAvailable)

        fixture.clock.advance(by: .seconds(2))
        try await housekeeper(fixture).cleanUp()
        try await fixture.work(judge)
        #expect(try await fixture.attachment(id).purgedAt != nil)
        #expect(try fixture.places(id).isEmpty)
        #expect(try await fixture.state(id) == .released)
        #expect(try await fixture.actions().suffix(2) == ["attachment.expired", "attachment.destroyed"])

        fixture.clock.advance(by: .seconds(501))
        try await housekeeper(fixture).cleanUp()
        #expect(try await fixture.ledger.attachment(id) == nil)
        #expect(fixture.metrics.render().contains("lazaret_purged_files_total 1\n"))
        #expect(fixture.metrics.render().contains("lazaret_purged_rows_total 1\n"))
    }

    @Test func keepsWhatHasStillToBeSent() async throws {
        let fixture = try await Fixture()
        let judge = fixture.judge(ScriptedScanner(.clean))
        let id = try await fixture.accept(.note)
        try await fixture.work(judge)
        fixture.clock.advance(by: .seconds(1000))
        try await housekeeper(fixture).cleanUp()
        #expect(try await fixture.attachment(id).isAvailable)

        let transport = ScriptedTransport { _ in .delivered(remoteID: nil, detail: "taken") }
        try await fixture.deliver(fixture.dispatcher(transport))
        fixture.clock.advance(by: .seconds(101))
        try await housekeeper(fixture).cleanUp()
        #expect(try await !fixture.attachment(id).isAvailable)
    }

    @Test func removesWhatAnotherProcessHasLeftInASharedStore() async throws {
        let fixture = try await Fixture()
        let accepted = try await fixture.accept(.note)
        let orphan = try fixture.begin(.note)
        _ = try await orphan.publish()
        try await housekeeper(fixture).cleanUp()
        #expect(try fixture.places(orphan.id) == ["quarantine"])
        try await housekeeper(fixture, sweep: QuarantineSweep(store: fixture.store, ledger: fixture.ledger)).cleanUp()
        #expect(try fixture.places(orphan.id).isEmpty && fixture.places(accepted) == ["quarantine"])
    }

    @Test func goesThroughAnyNumberInBatches() async throws {
        let fixture = try await Fixture()
        let judge = fixture.judge(ScriptedScanner(.encrypted))
        for _ in 0..<120 { try await fixture.accept(.note) }
        try await fixture.work(judge)
        fixture.clock.advance(by: .seconds(51))
        try await housekeeper(fixture).cleanUp()
        #expect(try await fixture.ledger.queueStatistics().jobs.waiting == 120)
        try await fixture.work(judge)
        #expect(try fixture.isEmpty())
    }
}
