/// What was found out about the bytes; a closed set, so that nothing unknown can pass for clean.
public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nobody has judged the bytes yet.
    case pending
    /// The engine looked at all of the file and found nothing.
    case clean
    /// Malware.
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
