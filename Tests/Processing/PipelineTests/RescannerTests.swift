import Attachments
import Foundation
import Ledger
import Observability
import TestSupport
import Testing

@testable import ObjectStore
@testable import Pipeline

@Suite struct RescannerTests {
    let scanner = VersionedScanner()

    func rescanner(_ fixture: Fixture) -> Rescanner {
        Rescanner(fixture.context(), assessment: fixture.assessment(scanner), pause: .zero, metrics: fixture.metrics)
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

    /// A file that cannot be read again must not keep all others from being judged.
    @Test func goesOnPastAFileWhoseBytesAreGone() async throws {
        let fixture = try await Fixture()
        let ids = [try await fixture.accept(.note), try await fixture.accept(.note)]
        try await fixture.work(fixture.judge(scanner))
        try await fixture.store.destroy(ids[0])
        scanner.update(to: "Engine 1/2", finding: .clean)
        #expect(try await rescanner(fixture).rescanSome() == 2)
        #expect(try await rescanner(fixture).rescanSome() == 0)
        #expect(try await fixture.attachment(ids[0]).verdict.outcome == .unscannable)
        #expect(try await fixture.attachment(ids[1]).verdict.outcome == .clean)
    }

    /// As an S3 store says that an object was changed behind its back.
    @Test func findsNothingCleanInOtherBytes() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(scanner))
        let swapped = InterceptedStore(fixture.store) { call in
            if call == .open { throw ObjectStoreError(.corrupt, "The bytes are others.") }
        }
        scanner.update(to: "Engine 1/2", finding: .clean)
        let rescanner = Rescanner(
            fixture.context(store: swapped), assessment: fixture.assessment(scanner), pause: .zero, metrics: fixture.metrics)
        #expect(try await rescanner.rescanSome() == 1)
        #expect(try await fixture.attachment(id).verdict.reasons == ["The store has other bytes."])
        #expect(scanner.count == 1)
    }

    @Test func asksOnceAboutTheSameBytes() async throws {
        let fixture = try await Fixture()
        for _ in 1...3 { try await fixture.accept(.note) }
        try await fixture.work(fixture.judge(scanner))
        scanner.update(to: "Engine 1/2", finding: .clean)
        #expect(try await rescanner(fixture).rescanSome() == 3)
        #expect(scanner.count == 2, "Once by each version.")
    }
}
