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
        /// The idempotency key, or the message's identifier, came with other content before.
        case keyReused
        /// What is signed came before, and nothing in it says that it is the same again.
        case replayed
        /// The upload token allows no more files.
        case allowanceExceeded
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
        let ledger = error as? LedgerError
        switch ledger?.code {
        case .keyReused: self.init(code: .keyReused, description: ledger?.description ?? "")
        case .replayed: self.init(code: .replayed, description: ledger?.description ?? "")
        case .allowanceExceeded: self.init(code: .allowanceExceeded, description: ledger?.description ?? "")
        case .full: self = .full
        default: self = (error as? ObjectStoreError)?.code == .full ? .full : .unavailable
        }
    }

    /// Whether the fault is on our side.
    var isOurs: Bool { self == .full || self == .unavailable }

    private static let full = IntakeError(
        code: .storageFull, description: "There is no room for the file now. Try again later.")
    private static let unavailable = IntakeError(
        code: .unavailable, description: "The file cannot be taken now. Try again in a moment.")
}
