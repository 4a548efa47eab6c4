public import Attachments
public import FileIO

/// Looks at a file, and says what it finds. A new one is a type that conforms to this, and a line where the `Assessment` is made.
public protocol Examiner: Sendable {
    /// Names it in findings, in the ledger and in the log; never changes.
    var identifier: String { get }
    /// When it is asked.
    var stage: ExaminationStage { get }
    /// Whether it can answer now, and as what.
    func status() async -> ExaminerStatus
    /// Says what speaks against a file; nothing only when it has looked at all that it is there for.
    ///
    /// - Throws: whatever went wrong: then it has not answered, and the file is not clean.
    func examine(_ subject: Subject) async throws -> Examination
}

extension Examiner {
    /// With those that look for themselves.
    public var stage: ExaminationStage { .inspection }

    /// Always ready, and without a version: its answers are not kept.
    public func status() async -> ExaminerStatus { ExaminerStatus(isReady: true) }
}

/// When an examiner is asked.
public enum ExaminationStage: Sendable, Hashable, CaseIterable {
    /// First: those that find out what the file is, and look into it for themselves.
    case inspection
    /// Then: engines, which have signatures.
    case scan
}

/// Whether an examiner can answer now, and as what.
public struct ExaminerStatus: Sendable, Hashable {
    /// Whether it would answer: when it does not all the same, it may be the file that it cannot bear.
    public var isReady: Bool
    /// The versions that would answer now, more than one where several share the work. What one of them said of some bytes holds. Empty where
    /// answers depend on more than the version and the bytes.
    public var versions: [String]

    /// States how an examiner is.
    public init(isReady: Bool, versions: [String] = []) {
        self.isReady = isReady
        self.versions = versions
    }
}

/// A file to be examined, and what is said of it.
public struct Subject: Sendable {
    /// Its bytes; the descriptor's offset stays where it is.
    public let file: OpenFile
    /// The customer's name for it, as data.
    public let name: String
    /// What the sender said it is; `nil` when nothing was said.
    public let claimedType: String?
    /// The digest of the bytes in lower-case hexadecimal; `nil` where it is not known, and nothing is looked up by it.
    public let sha256: String?

    /// Names a file.
    public init(_ file: OpenFile, name: String, claimedType: String? = nil, sha256: String? = nil) {
        self.file = file
        self.name = name
        self.claimedType = claimedType
        self.sha256 = sha256
    }

    /// Names the bytes of an attachment.
    public init(_ file: OpenFile, _ facts: FileFacts) {
        self.init(file, name: facts.name, claimedType: facts.claimedType, sha256: facts.sha256.isEmpty ? nil : facts.sha256)
    }
}
