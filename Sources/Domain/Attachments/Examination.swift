/// What one examiner said of a file.
public struct Examination: Sendable, Hashable {
    /// The examiner's identifier.
    public var examiner: String
    /// The version that it answered with; `nil` where its answers do not depend on one.
    public var version: String?
    /// What it found; empty when nothing speaks against the file.
    public var findings: [Finding]
    /// What the file is, where that is what the examiner finds out.
    public var type: FileType?

    /// States an answer.
    public init(by examiner: String, version: String? = nil, findings: [Finding] = [], type: FileType? = nil) {
        self.examiner = examiner
        self.version = version
        self.findings = findings
        self.type = type
    }

    /// The gravest of what was found; `clean` when nothing was.
    public var outcome: Outcome { findings.map(\.kind.outcome).max() ?? .clean }

    /// Whether the same examiner at the same version would say the same of the same bytes.
    public var isLasting: Bool { findings.allSatisfy(\.kind.isLasting) }
}
