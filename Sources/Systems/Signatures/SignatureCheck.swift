/// What a look at a message's signature found.
public enum SignatureCheck: String, Sendable, Hashable, CaseIterable {
    /// Made with one of the secrets, over these very bytes.
    case valid
    /// There is none.
    case missing
    /// It is given more than once, or cannot be read.
    case malformed
    /// It was made with another secret, or over other bytes.
    case wrong
    /// It was made too long ago, or in the future.
    case stale
}
