/// A place between two effects that others can see. Tests end the process at each of them, to prove that a start takes up what was left.
public enum Failpoint: String, Sendable, Hashable, CaseIterable {
    /// A file is whole in quarantine, and the ledger does not know of it.
    case published
    /// The ledger has taken it in, and the sender was not told.
    case accepted
    /// The scanner has answered, and the ledger does not know.
    case judged
    /// The verdict is written down, and the bytes are in quarantine.
    case verdictWritten
    /// The bytes are in the safe store, and no link may be made.
    case moved
    /// The ledger says released.
    case released
    /// The ledger says refused, and the bytes are there.
    case refused
    /// The bytes are destroyed, and the job stands.
    case destroyed
    /// A message was taken from the outbox, and not sent.
    case taken
    /// It was sent, and the ledger does not know.
    case sent
    /// The ledger says delivered.
    case settled
    /// A customer's work has ended, and the bytes are there.
    case withdrawn
    /// A customer's bytes are destroyed, and the rows are there.
    case erased
}
