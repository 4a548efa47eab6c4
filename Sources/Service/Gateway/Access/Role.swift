/// What a key may do.
public enum Role: String, Sendable, Hashable, CaseIterable {
    /// Send files in, and ask what became of them.
    case upload
    /// Check and send rich cards.
    case cards
    /// See everything; release, delete, rescan, retry.
    case `operator`
    /// Read `/metrics`.
    case metrics
}
