/// What is known of one attachment's bytes: the fold of what examiners found.
public struct Verdict: Sendable, Hashable {
    /// What was found.
    public var outcome: Outcome
    /// What it is that runs, when the outcome is `active`; `nil` when the engine did not say.
    public var activeContent: ActiveContent?
    /// The engines with their versions, such as `ClamAV 1.4.6/27510`; several are joined by `; `.
    public var engine: String?
    /// The signature that matched.
    public var signature: String?
    /// Plain sentences for people; nothing of the customer's in them.
    public var reasons: [String]
    /// What was found, the gravest first; empty when nothing was, and for files from before findings were kept.
    public var findings: [Finding]

    /// States a verdict.
    public init(
        outcome: Outcome, activeContent: ActiveContent? = nil, engine: String? = nil, signature: String? = nil,
        reasons: [String] = [], findings: [Finding] = []
    ) {
        self.outcome = outcome
        self.activeContent = activeContent
        self.engine = engine
        self.signature = signature
        self.reasons = reasons
        self.findings = findings
    }

    /// Folds what examiners found to one verdict. Pure.
    ///
    /// - Parameters:
    ///   - engines: those that answered, with their versions, in their order.
    ///   - isComplete: whether every examiner has answered that could change what is known. Otherwise the outcome is `pending`, unless it is
    ///     graver.
    public init(folding findings: [Finding], engines: [String] = [], isComplete: Bool = true) {
        let ordered = Outcome.allCases.sorted(by: >).flatMap { outcome in findings.filter { $0.kind.outcome == outcome } }
        let outcome = max(ordered.first?.kind.outcome ?? .clean, isComplete ? .clean : .pending)
        let kinds = Set(ordered.compactMap(\.kind.activeContent))
        self.init(
            outcome: outcome, activeContent: outcome == .active && kinds.count == 1 ? kinds.first : nil,
            engine: engines.isEmpty ? nil : engines.joined(separator: "; "),
            signature: ordered.lazy.compactMap(\.signature).first, reasons: ordered.map(\.detail), findings: ordered)
    }

    /// No examiner has answered yet.
    public static let pending = Verdict(outcome: .pending)
}
