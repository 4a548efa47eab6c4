import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

/// What examiners said: of an attachment, and of bytes for when they come again.
@Suite struct ExaminationConformanceTests {
    private let clock = TestClock()
    private let macro = Finding(
        .macro, by: "clamd", version: "A/1", in: ["table.zip", "inner.xlsm"], signature: "X \"1\"", detail: "It holds macros.")
    private let content = Attachment.sample(1).file.sha256

    private func finish(_ number: Int, in ledger: any Ledger, _ examinations: [Examination]) async throws {
        var step = try await ledger.acceptAndTake(number).step(
            .held, verdict: Verdict(folding: examinations.flatMap(\.findings), engines: ["A/1"]), disposition: .done)
        step.examinations = examinations
        try await ledger.commit(step)
    }

    @Test(arguments: BackEnd.all) func keepsFindingsWithTheirAttachment(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let refused = Finding(.typeNotAllowed, by: "policy", detail: "So.")
        try await finish(1, in: ledger, [Examination(by: "clamd", version: "A/1", findings: [macro, refused])])
        let verdict = try #require(try await ledger.attachment(.sample(1))?.verdict)
        #expect(verdict == Verdict(folding: [macro, refused], engines: ["A/1"]))
        #expect(verdict.reasons == ["It holds macros.", "So."])
        #expect(try await ledger.attachments(matching: .init()).first?.verdict == verdict)
    }

    @Test(arguments: BackEnd.all) func knowsAnAnswerByBytesExaminerAndVersion(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let answers = [
            Examination(by: "clamd", version: "A/1", findings: [macro]), Examination(by: "other", version: "A/1"),
            Examination(by: "nameless"),
        ]
        try await finish(1, in: ledger, answers)
        #expect(try await ledger.examination(of: content, by: "clamd", version: "A/1") == answers[0])
        #expect(try await ledger.examination(of: content, by: "other", version: "A/1") == answers[1])
        #expect(try await ledger.examination(of: content, by: "clamd", version: "A/2") == nil)
        #expect(try await ledger.examination(of: content, by: "nameless", version: "") == nil)
        #expect(try await ledger.examination(of: "", by: "clamd", version: "A/1") == nil)
    }

    @Test(arguments: BackEnd.all) func keepsTheFirstAnswerAndForgetsTheOldest(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await finish(1, in: ledger, [Examination(by: "clamd", version: "A/1", findings: [macro])])
        try await finish(2, in: ledger, [Examination(by: "clamd", version: "A/1")])
        let again = Transition(
            attachment: .sample(2), states: [.held], entry: TimelineEntry(at: clock.now, state: .held, detail: "Again."),
            examinations: [Examination(by: "clamd", version: "A/2")])
        _ = try await ledger.rule(again)
        #expect(try await ledger.examination(of: content, by: "clamd", version: "A/1")?.findings == [macro])
        #expect(try await ledger.examination(of: content, by: "clamd", version: "A/2")?.findings == [])
        #expect(try await ledger.forgetExaminations(before: clock.now + 1, limit: 1) == 1)
        #expect(try await ledger.forgetExaminations(before: clock.now, limit: 9) == 0)
        #expect(try await ledger.forgetExaminations(before: clock.now + 1, limit: 9) == 1)
    }
}
