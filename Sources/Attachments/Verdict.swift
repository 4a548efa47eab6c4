/// The judgement on one attachment: who judged, and why.
public struct Verdict: Sendable, Hashable {
    /// What was found.
    public var outcome: Outcome
    /// What it is that runs, when the outcome is `active`; `nil` when the engine did not say.
    public var activeContent: ActiveContent?
    /// The engine with its version and signatures, such as `ClamAV 1.4.6/27510`.
    public var engine: String?
    /// The signature that matched.
    public var signature: String?
    /// Plain sentences for people; nothing of the customer's in them.
    public var reasons: [String]

    /// States a judgement.
    public init(
        outcome: Outcome, activeContent: ActiveContent? = nil, engine: String? = nil, signature: String? = nil,
        reasons: [String] = []
    ) {
        self.outcome = outcome
        self.activeContent = activeContent
        self.engine = engine
        self.signature = signature
        self.reasons = reasons
    }

    /// Nobody has judged the bytes yet.
    public static let pending = Verdict(outcome: .pending)
}
