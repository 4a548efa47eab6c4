/// What was found out about the bytes; a closed set, so that nothing unknown can pass for clean. The graver is the greater.
public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// An examiner has still to answer.
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

extension Outcome: Comparable {
    /// Whether it is less grave than another.
    public static func < (a: Self, b: Self) -> Bool { a.gravity < b.gravity }

    /// Malware counts whatever the others say. Of a file that not all have looked at nothing else is known.
    private var gravity: Int {
        switch self {
        case .clean: 0
        case .unscannable: 1
        case .mismatch: 2
        case .active: 3
        case .encrypted: 4
        case .limit: 5
        case .pending: 6
        case .error: 7
        case .infected: 8
        }
    }
}
