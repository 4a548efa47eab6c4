public import Attachments
public import FileIO

/// An engine that judges bytes.
public protocol Scanner: Sendable {
    /// Judges a file.
    ///
    /// Never says clean unless the engine said so of the whole file.
    /// - Returns: a verdict whose outcome is `clean`, `infected`, `encrypted`, `active`, `limit`, `unscannable` or `error`. `error` means
    ///   that nobody could judge the bytes now: try again later.
    func scan(_ file: OpenFile) async -> Verdict

    /// Whether files can be judged right now, and with what.
    func status() async -> ScannerStatus
}

public struct ScannerStatus: Sendable, Hashable {
    public var isReady: Bool
    /// Such as `ClamAV 1.4.6/27510`; `nil` when none answers.
    public var engine: String?
    /// When the signatures were built; `nil` when the engine does not say.
    public var signatureAge: Duration?
    /// What is wrong and what to do; `nil` when ready.
    public var problem: String?

    public init(isReady: Bool, engine: String? = nil, signatureAge: Duration? = nil, problem: String? = nil) {
        self.isReady = isReady
        self.engine = engine
        self.signatureAge = signatureAge
        self.problem = problem
    }
}
