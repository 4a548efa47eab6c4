public import Attachments

/// Facts about the bytes.
public struct Findings: Sendable, Hashable {
    /// Canonical media type.
    public let detectedType: String
    /// Why the file may not pass, before any engine is asked; `nil` when nothing speaks against it.
    public let refusal: Verdict?

    /// States what was found.
    public init(detectedType: String, refusal: Verdict?) {
        self.detectedType = detectedType
        self.refusal = refusal
    }
}
