import Configuration
import Foundation
import Ledger

extension LedgerSection {
    /// Opens the ledger that is configured.
    ///
    /// - Throws: `CommandError` when it cannot be had, such as a server that does not answer.
    func open(in state: StateFolder, now: @escaping @Sendable () -> Date) async throws -> any Ledger {
        let newToken: @Sendable () -> UInt64 = { UInt64.random(in: 0 ... .max) }
        do {
            return switch self {
            case .sqlite: try await SQLiteLedger(path: state.file("ledger.sqlite").path, now: now, newToken: newToken)
            case .postgresql(let url): try await PostgresLedger(url: url, now: now, newToken: newToken)
            }
        } catch let error as LedgerError {
            throw CommandError.unavailable(error.description)
        }
    }
}

extension LazaretConfiguration {
    /// How old an object in quarantine must be to be nobody's, where other processes use the same store: longer than any upload takes.
    var sparedInQuarantine: Duration? {
        guard case .s3 = store, case .postgresql = ledger else { return nil }
        return .seconds(86_400)
    }
}
