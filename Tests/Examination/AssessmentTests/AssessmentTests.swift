import Assessment
import Attachments
import Inspection
import Synchronization
import Testing

@Suite struct AssessmentTests {
    struct Broken: Error {}

    private static let inspector = Inspector(threads: 1)
    private let type = TypeExaminer(Self.inspector)
    private let clean = ScriptedExaminer("engine", versions: ["Engine 1/1"])
    private let anything = Policy(onEncrypted: .deliver, onMacro: .deliver, onActiveContent: .deliver, onUnscannable: .deliver)

    // MARK: Never clean while one has not answered

    @Test func isCleanWhenAllHaveFoundNothing() async throws {
        let report = try await Assessment([type, clean]).assess(.note(), under: Policy())
        #expect(report.verdict == Verdict(outcome: .clean, engine: "Engine 1/1"))
        #expect(report.decision == .release)
        #expect(report.type == FileType("text/plain"))
    }

    @Test(arguments: [Finding.Kind.error, .pending], [0, 1, 2]) func isNotCleanWhileOneHasNotAnswered(
        _ kind: Finding.Kind, _ place: Int
    ) async throws {
        var examiners: [any Examiner] = [type, clean]
        examiners.insert(ScriptedExaminer("other", place == 0 ? .inspection : .scan, finding: kind), at: place)
        let report = try await Assessment(examiners).assess(.note(), under: anything)
        #expect(report.verdict.outcome == kind.outcome)
        #expect(report.decision == nil)
        #expect(report.failure == nil)
    }

    @Test(arguments: ExaminationStage.allCases) func isNotCleanWhenOneFails(_ stage: ExaminationStage) async throws {
        let broken = ScriptedExaminer("broken", stage) { throw Broken() }
        let report = try await Assessment([type, broken, clean]).assess(.note(), under: anything)
        #expect(report.verdict.outcome == .error)
        #expect(report.verdict.findings.first?.examiner == "broken")
        #expect(report.decision == nil)
        #expect(report.failure is Broken)
        #expect(clean.count == 1)
    }

    @Test func isNotCleanWithoutExaminers() async throws {
        let report = try await Assessment([]).assess(.note(), under: anything)
        #expect(report.verdict.outcome == .pending)
        #expect(report.decision == nil)
    }

    /// What would be let through must not be, before the engines have looked as well.
    @Test func isPendingBetweenItsStages() async throws {
        let encrypted = ScriptedExaminer("other", .inspection, finding: .encrypted)
        let assessment = Assessment([type, encrypted, clean])
        let inspected = try await assessment.inspect(.note(), under: anything)
        #expect(inspected.verdict.outcome == .pending)
        #expect(inspected.decision == nil)
        #expect(!inspected.wasScanned)
        let report = try await assessment.finish(inspected)
        #expect(report.verdict.outcome == .encrypted)
        #expect(report.decision == .release)
    }

    @Test func malwareCountsWhateverTheOthersDo() async throws {
        let broken = ScriptedExaminer("broken", .inspection) { throw Broken() }
        let report = try await Assessment([broken, ScriptedExaminer("engine", finding: .infected)]).assess(.note(), under: anything)
        #expect(report.verdict.outcome == .infected)
        #expect(report.decision == .destroy)
    }

    @Test func aCancelledExaminationIsNoAnswer() async throws {
        let cancelled = ScriptedExaminer("engine") { throw CancellationError() }
        await #expect(throws: CancellationError.self) { try await Assessment([cancelled]).assess(.note()) }
    }

    // MARK: The end

    @Test func asksNobodyElseWhenTheBytesGoAnyway() async throws {
        let policy = Policy(allow: ["image/png"])
        let refused = try await Assessment([type, clean]).assess(.note(), under: policy)
        #expect(refused.verdict.reasons == ["Files of the type text/plain are not allowed."])
        #expect(refused.decision == .reject)
        #expect(clean.count == 0)
        _ = try await Assessment([type, clean]).assess(.note())
        #expect(clean.count == 1, "Without a policy nothing is refused.")
    }

    @Test func asksTheEnginesAboutWhatIsHeldOrDelivered() async throws {
        for policy in [Policy(onEncrypted: .hold), Policy(onEncrypted: .deliver)] {
            let infected = ScriptedExaminer("engine", finding: .infected)
            let encrypted = ScriptedExaminer("other", .inspection, finding: .encrypted)
            let report = try await Assessment([encrypted, infected]).assess(.note(), under: policy)
            #expect(report.decision == .destroy)
            #expect(report.verdict.findings.map(\.kind) == [.infected, .encrypted])
        }
    }

    @Test func tellsANameThatLies() async throws {
        let lie = try await Assessment([type, clean]).assess(.note(named: "note.png", claimedType: "image/png"), under: Policy())
        #expect(lie.verdict.findings.map(\.kind) == [.typeMismatch, .typeMismatch])
        #expect(lie.verdict.findings.allSatisfy { $0.examiner == "type" && $0.version == nil })
        let hidden = try await Assessment([type]).assess(.note(named: "a.php\0.txt"), under: Policy())
        #expect(hidden.verdict.findings.map(\.kind) == [.disguisedName])
    }

    // MARK: Answers that are known

    @Test func asksForNoAnswerThatItKnows() async throws {
        let seen = Mutex<[String]>([])
        let assessment = Assessment([type, clean]) { sha256, examiner, version in
            seen.withLock { $0.append("\(sha256) \(examiner) \(version)") }
            return Examination(by: examiner, version: version)
        }
        let report = try await assessment.assess(.note(), under: Policy())
        #expect(report.verdict == Verdict(outcome: .clean, engine: "Engine 1/1"))
        #expect(report.repeated == 1)
        #expect(report.answers.isEmpty)
        #expect(report.wasScanned)
        #expect(clean.count == 0)
        #expect(seen.withLock { $0 } == ["a1 engine Engine 1/1"], "What hangs on the name as well is not looked up.")
    }

    @Test(arguments: Finding.Kind.allCases) func keepsWhatWillBeSaidAgain(_ kind: Finding.Kind) async throws {
        let engine = ScriptedExaminer("engine", versions: ["Engine 1/1"], finding: kind)
        let report = try await Assessment([engine]).assess(.note())
        #expect(report.answers.isEmpty != kind.isLasting)
        let nameless = ScriptedExaminer("engine", finding: kind)
        #expect(try await Assessment([nameless]).assess(.note()).answers.isEmpty)
    }

    @Test func namesTheEnginesThatACompleteVerdictWouldName() async throws {
        #expect(await Assessment([type, clean]).engines() == "Engine 1/1")
        let other = ScriptedExaminer("other", versions: ["Other 7"])
        #expect(await Assessment([type, clean, other]).engines() == "Engine 1/1; Other 7")
        #expect(try await Assessment([type, clean, other]).assess(.note()).verdict.engine == "Engine 1/1; Other 7")
        #expect(await Assessment([type, ScriptedExaminer("other")]).engines() == nil)
        #expect(await Assessment([ScriptedExaminer("other", versions: ["Other 7", "Other 8"])]).engines() == nil)
    }

    @Test(arguments: [true, false]) func saysWhetherItMayBeTheFile(_ isReady: Bool) async throws {
        let engine = ScriptedExaminer("engine", isReady: isReady, finding: .error)
        #expect(try await Assessment([type, engine]).assess(.note()).wereReady == isReady)
    }
}
