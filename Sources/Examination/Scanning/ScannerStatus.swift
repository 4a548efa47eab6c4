/// Whether files can be judged right now, and with what.
public struct ScannerStatus: Sendable, Hashable {
    /// Whether a scan now would say what is in a file.
    public var isReady: Bool
    /// Such as `ClamAV 1.4.6/27510`; `nil` when none answers.
    public var engine: String?
    /// How long ago the signatures were built, the oldest of engines that are ready; `nil` when none says.
    public var signatureAge: Duration?
    /// The largest file in bytes that the engine was proven to scan whole; `nil` when none answers.
    public var provenFileSize: Int64?
    /// What is wrong and what to do; `nil` when ready.
    public var problem: String?
    /// What works but should be better, such as a setting of the engine's; `nil` when there is nothing.
    public var advice: String?

    /// The engines that are ready, where their names say which signatures they have: what one of them says of some bytes holds until then.
    public var versions: [String]
    /// Each of the engines; empty where there is only one thing to say.
    public var engines: [EngineStatus]

    /// Puts a status together.
    public init(
        isReady: Bool, engine: String? = nil, signatureAge: Duration? = nil, provenFileSize: Int64? = nil, problem: String? = nil,
        advice: String? = nil, versions: [String] = [], engines: [EngineStatus] = []
    ) {
        self.isReady = isReady
        self.engine = engine
        self.signatureAge = signatureAge
        self.provenFileSize = provenFileSize
        self.problem = problem
        self.advice = advice
        self.versions = versions
        self.engines = engines
    }
}
