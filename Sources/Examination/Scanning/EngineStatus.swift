import Foundation

/// How one clamd is.
public struct EngineStatus: Sendable, Hashable {
    /// Where it listens, as the configuration writes it.
    public let endpoint: String
    /// Such as `ClamAV 1.4.6/27510`; `nil` when it is not ready.
    public var engine: String?
    /// Whether the engine's name says which signatures it has.
    public var namesSignatures = false
    /// How long ago its signatures were built; `nil` when it does not say.
    public var signatureAge: Duration?
    /// The largest file in bytes that it was proven to scan whole.
    public var provenFileSize: Int64?
    /// Scans that run there or wait for a place.
    public var scans: Int
    /// How many may run there at once.
    public var places: Int
    /// What is wrong and what to do; `nil` when it is ready.
    public var problem: String?
    /// What works but should be better; `nil` when there is nothing.
    public var advice: String?

    /// Whether files are given to it.
    public var isReady: Bool { problem == nil }

    init(endpoint: String, scans: Int, places: Int) {
        self.endpoint = endpoint
        self.scans = scans
        self.places = places
    }

    mutating func show(_ proof: ScannerProof, at now: Date) {
        engine = proof.version.engine
        namesSignatures = proof.version.namesSignatures
        signatureAge = proof.signatureAge(at: now)
        provenFileSize = proof.provenSize
        advice = proof.advice
    }
}
