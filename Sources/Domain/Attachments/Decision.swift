/// What becomes of an attachment. The sterner is the greater.
public enum Decision: Sendable, Hashable, CaseIterable {
    /// Move the bytes to the safe store and deliver a link.
    case release
    /// Destroy the bytes: malware.
    case destroy
    /// Destroy the bytes: the policy refuses them.
    case reject
    /// Keep the bytes in quarantine until an operator decides.
    case hold

    /// Whether the bytes go.
    public var destroysBytes: Bool { self == .destroy || self == .reject }
}

extension Decision: Comparable {
    /// Whether it is milder than another.
    public static func < (a: Self, b: Self) -> Bool { a.severity < b.severity }

    private var severity: Int {
        switch self {
        case .release: 0
        case .hold: 1
        case .reject: 2
        case .destroy: 3
        }
    }
}
