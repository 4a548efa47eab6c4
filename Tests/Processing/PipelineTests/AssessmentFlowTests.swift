import Assessment
import Attachments
import Foundation
import Ledger
import ObjectStore
import Synchronization
import TestSupport
import Testing

@testable import Pipeline

/// What the pipeline makes of several examiners.
@Suite struct AssessmentFlowTests {
    /// Says what a test wants: it needs a password, it fails, or nothing.
    final class OtherExaminer: Examiner {
        enum Answer: Sendable { case nothing, encrypted, failure }
        struct Broken: Error {}

        let identifier = "other"
        private let answer: Mutex<Answer>

        init(_ answer: Answer) { self.answer = Mutex(answer) }

        func becomes(_ new: Answer) { answer.withLock { $0 = new } }

        func examine(_ subject: Subject) async throws -> Examination {
            switch answer.withLock({ $0 }) {
            case .nothing: return Examination(by: identifier)
            case .encrypted:
                return Examination(
                    by: identifier, findings: [Finding(.encrypted, by: identifier, in: ["a.zip"], detail: "It needs a password.")])
            case .failure: throw Broken()
            }
        }
    }

    private func judge(_ fixture: Fixture, _ scanner: ScriptedScanner, _ other: OtherExaminer) -> Judge {
        Judge(fixture.context(), assessment: fixture.assessment(scanner, and: [other]))
    }

    @Test func keepsWhatEveryExaminerFound() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        try await fixture.work(judge(fixture, ScriptedScanner(.unscannable), OtherExaminer(.encrypted)))
        let verdict = try await fixture.attachment(id).verdict
        #expect(verdict.outcome == .encrypted)
        #expect(verdict.findings.map(\.kind) == [.encrypted, .unscannable])
        #expect(verdict.findings.map(\.examiner) == ["other", "clamd"])
        #expect(verdict.findings.first?.location == ["a.zip"])
        #expect(try await fixture.state(id) == .held)
    }

    @Test func releasesNothingWhileAnExaminerFails() async throws {
        let fixture = try await Fixture { $0.maximumScanAttempts = 2 }
        let id = try await fixture.accept(.note)
        let other = OtherExaminer(.failure)
        let judge = judge(fixture, ScriptedScanner(.clean), other)
        for _ in 1...5 {
            try await fixture.work(judge)
            #expect(try await fixture.state(id) == .received)
            #expect(try fixture.places(id) == ["quarantine"])
            fixture.clock.advance(by: .seconds(60))
        }
        other.becomes(.nothing)
        try await fixture.work(judge)
        #expect(try await fixture.state(id) == .released)
    }

    @Test func destroysMalwareAlthoughAnExaminerFails() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        try await fixture.work(judge(fixture, ScriptedScanner(.infected), OtherExaminer(.failure)))
        #expect(try await fixture.state(id) == .infected)
        #expect(try fixture.isEmpty())
    }

    /// The policy of the day counts also for what has waited for a scanner.
    @Test func refusesWhatIsNotAllowedAnyMore() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(ScriptedScanner(isReady: false, .error)))
        #expect(try await fixture.state(id) == .inspected)
        fixture.policy.replace(with: Policy(allow: ["image/png"]))
        fixture.clock.advance(by: .seconds(60))
        let scanner = ScriptedScanner(.clean)
        try await fixture.work(fixture.judge(scanner))
        #expect(try await fixture.state(id) == .rejected)
        #expect(try await fixture.attachment(id).verdict.findings.map(\.kind) == [.typeNotAllowed])
        #expect(scanner.count == 0)
    }

    /// What one policy destroys unscanned, another must not release in the same breath.
    @Test func decidesUnderOnePolicy() async throws {
        let fixture = try await Fixture(Policy(onEncrypted: .reject))
        let id = try await fixture.accept(.note)
        let facts = try await fixture.attachment(id).file
        let subject = Subject(try await fixture.store.open(id, sha256: facts.sha256), facts)
        let scanner = ScriptedScanner(.clean)
        let assessment = Assessment([OtherExaminer(.encrypted), ClamdExaminer(scanner)])
        let inspected = try await assessment.inspect(subject, under: fixture.policy.current)
        fixture.policy.replace(with: Policy(onEncrypted: .deliver))
        #expect(try await assessment.finish(inspected).decision == .reject)
        #expect(scanner.count == 0)
    }
}
