public import Attachments

/// Facts about the bytes.
public struct Findings: Sendable, Hashable {
    /// Canonical media type.
    public let detectedType: String
    /// Whether what is in the file cannot be read without a password or a key.
    public let isEncrypted: Bool
    /// Why the file may not pass, before any engine is asked; `nil` when nothing speaks against it.
    public let refusal: Verdict?

    /// States what was found.
    public init(detectedType: String, isEncrypted: Bool = false, refusal: Verdict?) {
        self.detectedType = detectedType
        self.isEncrypted = isEncrypted
        self.refusal = refusal
    }

    /// An engine's word on the same bytes, with what is known here: that it found nothing in a file that it could not look into says
    /// nothing of what is inside.
    public func qualifying(_ verdict: Verdict) -> Verdict {
        guard isEncrypted, verdict.outcome == .clean else { return verdict }
        var verdict = verdict
        verdict.outcome = .encrypted
        verdict.reasons.append("The file cannot be looked into without its password.")
        return verdict
    }
}
