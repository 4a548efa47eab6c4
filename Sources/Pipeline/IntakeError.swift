import Ledger
import ObjectStore

/// Why a file is not taken in.
public struct IntakeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of refusal.
    public enum Code: Sendable, Hashable {
        /// More bytes than the policy's `maximumSize`.
        case tooLarge(limit: Int64)
        /// Not one byte.
        case empty
        /// Nobody said what it is called.
        case unnamed
        /// No room on the disk.
        case storageFull
        /// The store or the ledger cannot take it now.
        case unavailable
    }

    /// What kind of refusal it is.
    public let code: Code
    /// What failed and what to do.
    public let description: String
}

extension IntakeError {
    /// The store or the ledger refused; what they say is for the log, not for the sender.
    init(storing error: any Error) {
        let isFull = (error as? LedgerError)?.code == .full || (error as? ObjectStoreError)?.code == .full
        self =
            isFull
            ? IntakeError(code: .storageFull, description: "There is no room for the file now. Try again later.")
            : IntakeError(code: .unavailable, description: "The file cannot be taken now. Try again in a moment.")
    }
}
