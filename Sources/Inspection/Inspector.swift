public import Attachments
public import FileIO

/// Finds out what bytes really are.
public struct Inspector: Sendable {
    /// - Parameter threads: how many files are looked at, at once.
    public init(threads: Int) {}

    /// Reads the file's real type and compares it with its name and the claimed type.
    public func inspect(_ file: OpenFile, named name: String, claimedType: String?, policy: Policy) async throws -> Findings {
        Findings(detectedType: "application/octet-stream", refusal: nil)
    }
}

/// Facts about the bytes.
public struct Findings: Sendable, Hashable {
    /// Canonical media type.
    public let detectedType: String
    /// Why the file may not pass, before any engine is asked; `nil` when nothing speaks against it.
    public let refusal: Verdict?

    public init(detectedType: String, refusal: Verdict?) {
        self.detectedType = detectedType
        self.refusal = refusal
    }
}
