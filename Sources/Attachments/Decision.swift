/// What becomes of an attachment.
public enum Decision: Sendable, Hashable, CaseIterable {
    /// Move the bytes to the safe store and deliver a link.
    case release
    /// Destroy the bytes: malware.
    case destroy
    /// Destroy the bytes: the policy refuses them.
    case reject
    /// Keep the bytes in quarantine until an operator decides.
    case hold
}
