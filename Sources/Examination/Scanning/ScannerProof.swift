import Foundation

/// What a clamd has shown that it can do.
struct ScannerProof: Sendable, Hashable {
    var version: ClamdVersion
    /// It found the test virus at the end of a file of so many bytes.
    var provenSize: Int64
    /// `nil` when it does not tell.
    var maximumThreads: Int?
    /// Whether it says so when it gives up on a file at a limit; `nil` when that cannot be tried.
    var tellsLimits: Bool?

    /// How long ago the signatures were built; `nil` when clamd does not say.
    func signatureAge(at now: Date) -> Duration? {
        version.signaturesBuiltAt.map { .seconds(now.timeIntervalSince($0)) }
    }

    /// What is wrong with the signatures; `nil` when their age is unknown: a file of own signatures has none.
    func problem(at now: Date, maximumAge: Duration) -> String? {
        guard let age = signatureAge(at: now), age > maximumAge else { return nil }
        return "The virus signatures are \(age.components.seconds / 86_400) days old, more than the configuration allows; "
            + "see why freshclam does not update them."
    }

    var advice: String? {
        guard tellsLimits == false else { return nil }
        return "clamd calls archives clean that it could not scan whole; set AlertExceedsMax yes in clamd.conf and restart it."
    }
}
