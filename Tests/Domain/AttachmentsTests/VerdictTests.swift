import Attachments
import Testing

/// How findings become one verdict.
@Suite struct VerdictTests {
    private func finding(_ kind: Finding.Kind, _ signature: String? = nil) -> Finding {
        Finding(kind, by: "test", signature: signature, detail: "It is \(kind.rawValue).")
    }

    @Test func nothingFoundIsCleanOnlyWhenAllHaveAnswered() {
        #expect(Verdict(folding: []).outcome == .clean)
        #expect(Verdict(folding: [], isComplete: false).outcome == .pending)
    }

    @Test(arguments: Finding.Kind.allCases) func noFindingIsClean(_ kind: Finding.Kind) {
        let verdict = Verdict(folding: [finding(kind)])
        #expect(verdict.outcome == kind.outcome)
        #expect(verdict.outcome != .clean)
        #expect(verdict.reasons == ["It is \(kind.rawValue)."])
    }

    @Test func theGravestFindingIsTheOutcome() {
        let order: [Finding.Kind] = [
            .infected, .error, .pending, .limit, .encrypted, .macro, .typeMismatch, .unscannable,
        ]
        for start in order.indices {
            let verdict = Verdict(folding: order[start...].reversed().map { finding($0) })
            #expect(verdict.findings.map(\.kind) == Array(order[start...]))
            #expect(verdict.outcome == order[start].outcome)
        }
    }

    @Test func whatIsNotKnownYetIsGraverThanWhatIsNoMalware() {
        #expect(Verdict(folding: [finding(.macro)], isComplete: false).outcome == .pending)
        #expect(Verdict(folding: [finding(.infected)], isComplete: false).outcome == .infected)
    }

    @Test func namesEnginesSignatureAndWhatRuns() {
        let verdict = Verdict(
            folding: [finding(.script), finding(.script), finding(.unscannable, "S")], engines: ["A 1", "B 2"])
        #expect(verdict.engine == "A 1; B 2")
        #expect(verdict.signature == "S")
        #expect(verdict.activeContent == .script)
        #expect(Verdict(folding: [finding(.script), finding(.macro)]).activeContent == nil)
        #expect(Verdict(folding: []).engine == nil)
    }

    @Test(arguments: Finding.Kind.allCases) func onlyWhatHangsOnTheBytesLasts(_ kind: Finding.Kind) {
        let lasting: Set<Finding.Kind> = [.infected, .encrypted, .macro, .script]
        #expect(Examination(by: "test", findings: [finding(kind)]).isLasting == lasting.contains(kind))
    }
}
