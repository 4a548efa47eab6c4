import Postgres
import SQLite

extension LedgerError {
    static let overloaded = LedgerError(
        .overloaded, "The ledger refused a call because too many wait already. Try again later; find out why the disk is slow.")

    static func leaseLost(_ lease: Lease) -> LedgerError {
        LedgerError(
            .leaseLost,
            "The lease on \(lease.queue.rawValue) \(lease.id) was lost. Drop the work: somebody else has it, or it is done.")
    }

    static let keyReused = LedgerError(
        .keyReused, "This idempotency key came with other content before. Use a new key for each sending.")

    static let messageReused = LedgerError(
        .keyReused,
        "This message identifier came from the same customer with other content before. Give each message one of its own.")

    static let replayed = LedgerError(
        .replayed,
        "This signed message came before, here or at another route or channel with the same secret, and is taken once. Give each message "
            + "an identifier of its own in its body (message_id), or sign it by Standard Webhooks; give each channel a secret of its own."
    )

    static func allowanceExceeded(_ files: Int) -> LedgerError {
        LedgerError(.allowanceExceeded, "This upload token is for \(files) files, and they have come. Ask for a new token.")
    }

    static func newerSchema(_ version: Int, known: Int) -> LedgerError {
        LedgerError(
            .newerSchema,
            "The ledger has version \(version) and this program knows \(known). Run the newer program, or restore an older ledger.")
    }

    static func olderSchema(_ version: Int, known: Int) -> LedgerError {
        LedgerError(
            .olderSchema,
            "The ledger has version \(version) and this program writes \(known). Start 'lazaret serve' once: it brings the ledger up to date."
        )
    }

    static func corrupt(_ what: String) -> LedgerError {
        LedgerError(
            .corrupt, "The ledger holds an unknown \(what). Run the newest program; restore the ledger if that does not help.")
    }

    /// Runs `body` and turns what a database says into what a ledger says.
    static func translatingBlocking<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as SQLiteError {
            throw LedgerError(error)
        } catch let error as PostgresError {
            throw LedgerError(error)
        }
    }

    /// Runs `body` and turns what a database says into what a ledger says.
    static func translating<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as SQLiteError {
            throw LedgerError(error)
        } catch let error as PostgresError {
            throw LedgerError(error)
        }
    }
}
