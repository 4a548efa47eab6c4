import Attachments
import Foundation
import Ledger
import ObjectStore
import PrivateClamd
import Scanning
import TestSupport
import Testing

@testable import Pipeline

extension WithClamd {
    /// The process ends before or behind any effect, and another takes up the work.
    struct CrashTests {
        struct Way: Sendable, CustomTestStringConvertible {
            let sample: Sample
            let policy: Policy
            let end: AttachmentState
            let places: [String]
            let messages: [MessageKind]

            var testDescription: String { "\(sample.name) → \(end.rawValue)" }
        }

        static let ways = [
            Way(sample: .note, policy: Policy(), end: .released, places: ["safe"], messages: [.file]),
            Way(sample: .virus, policy: Policy(), end: .infected, places: [], messages: [.notice]),
            Way(sample: .disguised, policy: Policy(), end: .rejected, places: [], messages: [.notice]),
            Way(
                sample: .encrypted, policy: Policy(allow: ["application/zip"]), end: .held, places: ["quarantine"], messages: []),
            Way(
                sample: .encrypted, policy: Policy(allow: ["application/zip"], onEncrypted: .deliver), end: .released,
                places: ["safe"], messages: [.file]),
        ]

        @Test(arguments: ways) func judgingGoesOnWhereverItWasCut(_ way: Way) async throws {
            var step = 0
            while try await judgeAfterACut(behind: step, way) { step += 1 }
            // Holding a file is the shortest way: opened, and one transaction, with a before and an after.
            #expect(step >= 3)
        }

        /// - Returns: whether the work was cut.
        private func judgeAfterACut(behind step: Int, _ way: Way) async throws -> Bool {
            let fixture = try await Fixture(way.policy)
            let id = try await fixture.accept(way.sample)
            let cut = Cut(after: step)
            let job = try #require(try await fixture.ledger.takeJobs(limit: 1, lease: .seconds(60)).first)
            try await fixture.judge(
                clamd(), store: InterceptedStore(fixture.store, cut), ledger: InterceptedLedger(fixture.ledger, cut)
            ).work(on: job)
            try await fixture.checkInvariants(of: id, at: step)

            try await fixture.ledger.endLeases()
            _ = try await QuarantineSweep(store: fixture.store, ledger: fixture.ledger).run()
            try await fixture.work(fixture.judge(clamd()))
            try await fixture.checkInvariants(of: id, at: step)
            #expect(try await fixture.state(id) == way.end, "cut behind step \(step)")
            #expect(try fixture.places(id) == way.places, "cut behind step \(step)")
            #expect(try await fixture.messages().map(\.kind) == way.messages, "cut behind step \(step)")
            #expect(try await fixture.ledger.queueStatistics().jobs == .init(), "cut behind step \(step)")
            return cut.happened
        }

        @Test func intakeIsAllOrNothingWhereverItWasCut() async throws {
            var step = 0
            while try await acceptAfterACut(behind: step) { step += 1 }
            #expect(step >= 10)
        }

        private func acceptAfterACut(behind step: Int) async throws -> Bool {
            let fixture = try await Fixture()
            let cut = Cut(after: step)
            let intake = fixture.intake(
                store: InterceptedStore(fixture.store, cut), ledger: InterceptedLedger(fixture.ledger, cut))
            var isAccepted = false
            do {
                let files = try [fixture.begin(.note, at: intake), fixture.begin(.virus, at: intake)]
                _ = try await intake.accept(Submission(files: files, sender: Sender(source: .upload, contactID: "customer")))
                isAccepted = true
            } catch {
                #expect(error is IntakeError)
            }
            _ = try await QuarantineSweep(store: fixture.store, ledger: fixture.ledger).run()
            let known = try await fixture.ledger.attachments(matching: AttachmentQuery())
            #expect(known.isEmpty || known.count == 2)
            // Cut right behind the ledger's transaction the sender was not told, and may be in doubt.
            #expect(!isAccepted || known.count == 2)
            #expect(try fixture.folder.files(in: "quarantine") == known.map(\.id.description).sorted())
            #expect(try fixture.folder.files(in: "quarantine/incoming").isEmpty)
            return cut.happened
        }

        @Test func deliveryGoesOnWhereverItWasCut() async throws {
            var step = 0
            while try await deliverAfterACut(behind: step) { step += 1 }
            #expect(step >= 2)
        }

        private func deliverAfterACut(behind step: Int) async throws -> Bool {
            let fixture = try await Fixture()
            let id = try await fixture.accept(.note)
            try await fixture.work(fixture.judge(clamd()))
            let cut = Cut(after: step)
            let transport = ScriptedTransport()
            let message = try #require(try await fixture.ledger.takeMessages(limit: 1, lease: .seconds(60)).first)
            await fixture.dispatcher(transport, ledger: InterceptedLedger(fixture.ledger, cut)).deliver(message)

            try await fixture.ledger.endLeases()
            try await fixture.deliver(fixture.dispatcher(transport))
            #expect(try await fixture.states(id).suffix(2) == [.released, .delivered])
            #expect(Set(transport.deliveries.map(\.idempotencyKey)) == [id.description])
            #expect(transport.deliveries.count <= 2)
            #expect(try await fixture.messages().isEmpty)
            return cut.happened
        }
    }
}

extension Fixture {
    /// What must hold at every instant.
    func checkInvariants(of id: AttachmentID, at step: Int) async throws {
        let attachment = try await attachment(id)
        let places = try places(id)
        let mayPass = policy.current.decide(attachment.verdict) == .release
        #expect(places.count <= 1, "cut behind step \(step)")
        #expect(places != ["safe"] || mayPass, "cut behind step \(step): unjudged bytes in the safe store")
        if attachment.state == .released { #expect(mayPass && places == ["safe"], "cut behind step \(step)") }
        if ![.infected, .rejected].contains(attachment.state) { #expect(places.count == 1, "cut behind step \(step): bytes lost") }
        let sent = try await messages()
        for message in sent where message.kind == .file { #expect(places == ["safe"], "cut behind step \(step)") }
        #expect(sent.count <= 1)
    }
}
