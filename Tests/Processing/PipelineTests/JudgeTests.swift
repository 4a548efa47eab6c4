import Attachments
import Foundation
import Ledger
import PrivateClamd
import Scanning
import Testing

@testable import Pipeline

extension WithClamd {
    /// Where each kind of file ends.
    struct JudgeTests {
        @Test func releasesACleanFileAndSendsItOnce() async throws {
            let fixture = try await Fixture()
            let id = try await fixture.accept(.note)
            try await fixture.work(fixture.judge(clamd()))
            let attachment = try await fixture.attachment(id)
            #expect(attachment.verdict.outcome == .clean)
            #expect(attachment.verdict.engine?.hasPrefix("ClamAV") == true)
            #expect(attachment.file.detectedType == "text/plain")
            #expect(try await fixture.states(id) == [.received, .inspected, .scanned, .released])
            #expect(try fixture.places(id) == ["safe"])
            let messages = try await fixture.messages()
            #expect(messages.map(\.kind) == [.file])
            #expect(messages.map(\.attachment?.id) == [id])
            #expect(messages.map(\.idempotencyKey) == [id.description])
            #expect(try await fixture.ledger.queueStatistics().jobs == .init())
            #expect(try await fixture.actions() == ["accept", "attachment.released"])
        }

        @Test func destroysAnInfectedFileAndTellsTheCustomer() async throws {
            let fixture = try await Fixture()
            let id = try await fixture.accept(.virus)
            try await fixture.work(fixture.judge(clamd()))
            let attachment = try await fixture.attachment(id)
            #expect(attachment.verdict.signature == PrivateClamd.signature)
            #expect(try await fixture.states(id) == [.received, .inspected, .infected])
            #expect(try fixture.isEmpty())
            let messages = try await fixture.messages()
            #expect(messages.map(\.kind) == [.notice])
            #expect(messages.map(\.payload) == [CustomerNotice.infected.sentence])
            #expect(try await fixture.ledger.queueStatistics().jobs == .init())
            #expect(try await fixture.actions() == ["accept", "attachment.infected", "attachment.destroyed"])
        }

        @Test func rejectsAFileThatIsNotWhatItSays() async throws {
            let fixture = try await Fixture()
            let id = try await fixture.accept(.disguised)
            let scanner = ScriptedScanner(.clean)
            try await fixture.work(fixture.judge(scanner))
            #expect(try await fixture.attachment(id).verdict.outcome == .mismatch)
            #expect(try await fixture.attachment(id).file.detectedType != nil)
            #expect(try await fixture.states(id) == [.received, .rejected])
            #expect(try fixture.isEmpty())
            #expect(try await fixture.messages().map(\.payload) == [CustomerNotice.typeNotAllowed.sentence])
            #expect(scanner.count == 0)
        }

        @Test(arguments: [
            (Policy.Disposition.hold, AttachmentState.held, ["quarantine"], [MessageKind]()),
            (.reject, .rejected, [], [.notice]), (.deliver, .released, ["safe"], [.file]),
        ])
        func treatsWhatNeedsAPasswordAsThePolicySays(
            _ disposition: Policy.Disposition, _ end: AttachmentState, _ places: [String], _ messages: [MessageKind]
        ) async throws {
            let fixture = try await Fixture(Policy(allow: ["application/zip"], onEncrypted: disposition))
            let id = try await fixture.accept(.encrypted)
            try await fixture.work(fixture.judge(clamd()))
            #expect(try await fixture.attachment(id).verdict.outcome == .encrypted)
            #expect(try await fixture.state(id) == end)
            #expect(try fixture.places(id) == places)
            #expect(try await fixture.messages().map(\.kind) == messages)
            #expect(try await fixture.ledger.queueStatistics().jobs == .init())
        }

        @Test func sendsNothingWithoutAWayToThePlatform() async throws {
            let fixture = try await Fixture()
            for sample in [Sample.note, .virus, .disguised] { try await fixture.accept(sample) }
            try await fixture.work(fixture.judge(clamd(), delivers: false))
            #expect(try await fixture.messages().isEmpty)
            #expect(
                try await fixture.ledger.queueStatistics().attachments.filter { $0.value > 0 } == [
                    .released: 1, .infected: 1, .rejected: 1,
                ])
        }

        @Test func sendsNothingWithoutACustomer() async throws {
            let fixture = try await Fixture()
            for sample in [Sample.note, .virus] { try await fixture.accept(sample, from: Sender(source: .webhook)) }
            try await fixture.work(fixture.judge(clamd()))
            #expect(try await fixture.messages().isEmpty)
            #expect(try await fixture.ledger.queueStatistics().attachments.filter { $0.value > 0 } == [.released: 1, .infected: 1])
        }
    }
}

/// What policy makes of verdicts that no real engine gives on demand.
struct DispositionTests {
    @Test(arguments: [Outcome.clean, .infected, .encrypted, .active, .mismatch, .limit, .unscannable], Policy.Disposition.allCases)
    func releasesOnlyWhatIsCleanOrToBeDelivered(_ outcome: Outcome, _ disposition: Policy.Disposition) async throws {
        let fixture = try await Fixture(
            Policy(onEncrypted: disposition, onMacro: disposition, onActiveContent: disposition, onUnscannable: disposition))
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(ScriptedScanner(outcome)))
        let end: AttachmentState =
            switch (outcome, disposition) {
            case (.clean, _): .released
            case (.infected, _): .infected
            case (.mismatch, _), (_, .reject): .rejected
            case (_, .hold): .held
            case (_, .deliver): .released
            }
        #expect(try await fixture.state(id) == end)
        let places: [AttachmentState: [String]] = [.released: ["safe"], .held: ["quarantine"]]
        #expect(try fixture.places(id) == places[end] ?? [])
        let kinds: [AttachmentState: [MessageKind]] = [.released: [.file], .held: []]
        #expect(try await fixture.messages().map(\.kind) == kinds[end] ?? [.notice])
    }

    /// The scanner finds nothing in what it cannot look into; with steps of its own for the scan, and without.
    @Test(arguments: [Outcome.clean, .infected, .limit], [Int64(0), 1 << 20])
    func aFileThatNeedsAPasswordIsNeverClean(_ said: Outcome, quickScanBytes: Int64) async throws {
        let fixture = try await Fixture(Policy(allow: ["application/zip"])) { $0.quickScanBytes = quickScanBytes }
        let id = try await fixture.accept(.encrypted)
        let scanner = ScriptedScanner(said)
        try await fixture.work(fixture.judge(scanner))
        #expect(try await fixture.attachment(id).verdict.outcome == (said == .clean ? .encrypted : said))
        #expect(try await fixture.state(id) == (said == .infected ? .infected : .held))
        #expect(scanner.count == 1)
    }

    @Test func theAuditSaysWhatWasReleased() async throws {
        let fixture = try await Fixture(Policy(onUnscannable: .deliver))
        try await fixture.accept(.note)
        try await fixture.work(fixture.judge(ScriptedScanner(.unscannable)))
        let entry = try #require(
            try await fixture.ledger.audit(after: 0, limit: 100).map(\.entry).first { $0.action == "attachment.released" })
        #expect(entry.detail.contains("unscannable"))
        #expect(!entry.detail.contains("clean"))
    }

    @Test func aNewPolicyHoldsFromTheNextDecisionOn() async throws {
        let fixture = try await Fixture(Policy(onUnscannable: .hold))
        let first = try await fixture.accept(.note)
        let judge = fixture.judge(ScriptedScanner(.unscannable))
        try await fixture.work(judge)
        fixture.policy.replace(with: Policy(onUnscannable: .reject))
        let second = try await fixture.accept(.note)
        try await fixture.work(judge)
        #expect(try await fixture.state(first) == .held)
        #expect(try await fixture.state(second) == .rejected)
    }
}
