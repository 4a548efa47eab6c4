import Attachments
import Foundation
import Ledger
import Observability
import Testing

@testable import Pipeline

@Suite struct RescannerTests {
    let scanner = VersionedScanner()

    func rescanner(_ fixture: Fixture) -> Rescanner {
        Rescanner(
            store: fixture.store, ledger: fixture.ledger, scanner: scanner, delivers: true, pause: .zero,
            now: { fixture.clock.now }, metrics: fixture.metrics, log: Logger())
    }

    @Test func takesBackWhatNewerSignaturesFind() async throws {
        let fixture = try await Fixture()
        let judge = fixture.judge(scanner)
        let id = try await fixture.accept(.note)
        try await fixture.work(judge)
        #expect(try await fixture.state(id) == .released)
        #expect(try await rescanner(fixture).rescanSome() == 0)

        scanner.update(to: "Engine 1/2", finding: .infected)
        #expect(try await rescanner(fixture).rescanSome() == 1)
        #expect(try await fixture.state(id) == .infected)
        #expect(try await fixture.attachment(id).verdict.signature == "Late")
        #expect(try await !fixture.attachment(id).isAvailable)
        try await fixture.work(judge)
        #expect(try fixture.places(id).isEmpty)
        let transport = ScriptedTransport { _ in .delivered(remoteID: nil, detail: "taken") }
        try await fixture.deliver(fixture.dispatcher(transport))
        let ends = ["attachment.destroyed", "file.withdrawn"]
        #expect(try await fixture.actions().filter(ends.contains) == ends)
    }

    @Test func leavesTheDecisionOnWhatIsStillClean() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(scanner))
        scanner.update(to: "Engine 1/2", finding: .clean)
        #expect(try await rescanner(fixture).rescanSome() == 1)
        #expect(try await rescanner(fixture).rescanSome() == 0)
        #expect(try await fixture.attachment(id).verdict.engine == "Engine 1/2")
        #expect(try await fixture.state(id) == .released)
        #expect(try fixture.places(id) == ["safe"])
    }

    @Test func comesBehindNewWork() async throws {
        let fixture = try await Fixture()
        try await fixture.accept(.note)
        try await fixture.work(fixture.judge(scanner))
        scanner.update(to: "Engine 1/2", finding: .clean)
        try await fixture.accept(.note)
        #expect(try await rescanner(fixture).rescanSome() == 0)
        #expect(scanner.count == 1)
    }

    @Test func waitsForAScannerThatFails() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(scanner))
        scanner.update(to: "Engine 1/2", finding: .error)
        #expect(try await rescanner(fixture).rescanSome() == 0)
        #expect(try await fixture.attachment(id).verdict.outcome == .clean)
    }
}
