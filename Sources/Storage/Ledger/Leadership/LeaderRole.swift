/// What only one of the processes that share a ledger does at a time: for the others it would be the same work once more.
public enum LeaderRole: Int32, Sendable, Hashable, CaseIterable {
    /// Listening to the platform's events.
    case watching = 1
    /// Judging kept files again by newer signatures.
    case rescanning = 2
    /// Ending what was kept for long enough.
    case housekeeping = 3
}
