import Assessment
import Attachments
import FileIO
import Inspection
import PrivateClamd
import Testing

/// Finds a word: all that it takes to add an examiner.
private struct WordExaminer: Examiner {
    let identifier = "word"
    let word: String

    func examine(_ subject: Subject) async throws -> Examination {
        let text = String(decoding: try subject.file.read(upTo: 1000, at: 0), as: UTF8.self)
        guard text.contains(word) else { return Examination(by: identifier) }
        return Examination(
            by: identifier, findings: [Finding(.script, by: identifier, in: ["inner.txt"], detail: "The word is in it.")])
    }
}

/// A third examiner beside the two real ones.
@Suite struct ThirdExaminerTests {
    @Test func takesOneFileAndOneLine() async throws {
        try await PrivateClamd.run { clamd in
            let assessment = Assessment([
                TypeExaminer(Inspector(threads: 1)), ClamdExaminer(clamd),
                WordExaminer(word: "harbour"),
            ])
            let found = try await assessment.assess(.note(), under: Policy(onActiveContent: .hold))
            #expect(found.verdict.outcome == .active)
            #expect(found.verdict.findings.map(\.examiner) == ["word"])
            #expect(found.verdict.findings.first?.location == ["inner.txt"])
            #expect(found.decision == .hold)
            let nothing = try await assessment.assess(.note("Good morning.\n"), under: Policy())
            #expect(nothing.decision == .release)
            let virus = try await assessment.assess(
                .note(String(decoding: PrivateClamd.eicar, as: UTF8.self)), under: Policy())
            #expect(virus.verdict.findings.map(\.examiner) == ["clamd"])
            #expect(virus.decision == .destroy)
        }
    }
}
