public import Attachments

/// What has been found out of one file so far, and how. A value: examiners' answers are added, and the verdict is their fold.
public struct AssessmentReport: Sendable {
    /// What the file is; `nil` while no examiner has said it.
    public private(set) var type: FileType?
    /// Answers that were not known before, and may be given again for the same bytes.
    public private(set) var answers: [Examination] = []
    /// How many answers were known.
    public private(set) var repeated = 0
    /// Whether all that could not answer were ready when they were asked: then it may be the file that they cannot bear.
    public private(set) var wereReady = true
    /// Why an examiner failed altogether.
    public private(set) var failure: (any Error)?
    /// How long was asked for answers in each stage.
    public internal(set) var times: [ExaminationStage: Duration] = [:]
    /// Whether an engine was asked, or known to have answered.
    public internal(set) var wasScanned = false

    let subject: Subject
    private let policy: Policy?
    private let expected: Int
    private var answered = 0
    private var findings: [Finding] = []
    private var engines: [String] = []

    /// - Parameter asked: how many examiners there are.
    init(_ subject: Subject, under policy: Policy?, asked expected: Int) {
        self.subject = subject
        self.policy = policy
        self.expected = expected
    }

    /// The fold of what was found; `pending` until all have answered, or it is over.
    public var verdict: Verdict {
        Verdict(folding: findings, engines: engines, isComplete: isOver || answered == expected && expected > 0)
    }

    /// What the policy that it was made under makes of the verdict; `nil` without one, and while nothing can be decided. No other policy may
    /// decide: it could release what was not scanned because this one destroys it.
    public var decision: Decision? { policy?.decide(verdict) }

    /// Whether what was found destroys the bytes, whatever others would say.
    public var isOver: Bool {
        findings.contains { finding in
            policy.map { $0.decision(on: finding.kind)?.destroysBytes == true } ?? (finding.kind == .infected)
        }
    }

    /// Takes an answer that was known.
    mutating func add(_ known: Examination) {
        repeated += 1
        take(known)
    }

    /// Takes an answer that was given now.
    mutating func add(_ examination: Examination, by status: ExaminerStatus) {
        if examination.isLasting, let version = examination.version, status.versions.contains(version) {
            answers.append(examination)
        }
        if [.pending, .error].contains(examination.outcome), !status.isReady { wereReady = false }
        take(examination)
    }

    /// Notes that an examiner failed.
    mutating func add(_ error: any Error, by examiner: String) {
        failure = failure ?? error
        take(
            Examination(
                by: examiner,
                findings: [Finding(.error, by: examiner, detail: "The file could not be examined (\(examiner)): \(error)")]))
    }

    private mutating func take(_ examination: Examination) {
        answered += 1
        if let version = examination.version { engines.append(version) }
        if let type = examination.type {
            self.type = policy?.reading(of: type) ?? type
            if let objection = policy?.objection(to: type) { findings.append(objection) }
        }
        findings += examination.findings
    }
}
