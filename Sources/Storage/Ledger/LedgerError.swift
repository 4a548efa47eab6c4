/// Why the ledger did not do what was asked.
public struct LedgerError: Error, Hashable, CustomStringConvertible {
    /// The reasons that callers tell apart.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Too many calls wait already.
        case overloaded
        /// The lease is no longer the caller's.
        case leaseLost
        /// The attachment cannot pass through these states.
        case illegalTransition
        /// An identifier or an idempotency key is there already.
        case conflict
        /// An idempotency key, or a message's identifier, came with other content than the first time.
        case keyReused
        /// What is signed came before, and nothing in it says that it is the same again.
        case replayed
        /// An upload token allows no more files.
        case allowanceExceeded
        /// The disk, or the size limit, is full.
        case full
        /// Another program holds the ledger.
        case busy
        /// The ledger is damaged.
        case corrupt
        /// The ledger was written by a newer version of the program.
        case newerSchema
        /// The ledger was written by an older version of the program, and is only to be read.
        case olderSchema
        /// The ledger cannot be opened, read or written.
        case unavailable
    }

    /// The reason.
    public let code: Code
    /// What failed, and what to do; nothing of a customer's in it.
    public let description: String
    /// Whether the change may have been made all the same: nothing that it speaks of may then be thrown away.
    public let mayBeMade: Bool

    /// Makes an error.
    public init(_ code: Code, _ description: String, mayBeMade: Bool = false) {
        self.code = code
        self.description = description
        self.mayBeMade = mayBeMade
    }
}
