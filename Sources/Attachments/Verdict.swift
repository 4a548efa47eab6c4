/// What was found out about the bytes; a closed set, so that nothing unknown can pass for clean.
public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nobody has judged the bytes yet.
    case pending
    case clean
    case infected
    /// Cannot be looked into without a password.
    case encrypted
    /// Macros or scripts.
    case active
    /// The name, the claimed type and the real type do not agree, or the real type is not allowed.
    case mismatch
    /// A bomb, nested too deep, or too large to scan.
    case limit
    /// The engine says that it cannot judge these bytes.
    case unscannable
    /// Scanning failed; tried again, never released.
    case error
}

/// The judgement on one attachment: who judged, and why.
public struct Verdict: Sendable, Hashable {
    public var outcome: Outcome
    /// The engine with its version and signatures, such as `ClamAV 1.4.6/27510`.
    public var engine: String?
    /// The signature that matched.
    public var signature: String?
    /// Plain sentences for people; nothing of the customer's in them.
    public var reasons: [String]

    public init(outcome: Outcome, engine: String? = nil, signature: String? = nil, reasons: [String] = []) {
        self.outcome = outcome
        self.engine = engine
        self.signature = signature
        self.reasons = reasons
    }

    public static let pending = Verdict(outcome: .pending)
}
