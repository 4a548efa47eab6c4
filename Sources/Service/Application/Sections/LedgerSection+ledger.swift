public import Configuration
import Crypto
import Foundation
public import Ledger

extension LedgerSection {
    /// Opens the ledger that is configured.
    ///
    /// - Throws: `ApplicationError` when it cannot be had, such as a server that does not answer.
    func open(
        in state: StateFolder, auditChain: AuditChain, options: SQLiteLedger.Options, now: @escaping @Sendable () -> Date
    ) async throws -> any Ledger {
        let newToken: @Sendable () -> UInt64 = { UInt64.random(in: 0 ... .max) }
        do {
            return switch self {
            case .sqlite:
                try await SQLiteLedger(
                    path: state.file(StateFolder.ledger).path, options: options.with(auditChain), now: now, newToken: newToken)
            case .postgresql(let url):
                try await PostgresLedger(
                    url: url, options: .init(auditChain, holder: state.secret(StateFolder.instance)), now: now, newToken: newToken)
            }
        } catch let error as LedgerError {
            throw ApplicationError(.unavailable, error.description)
        }
    }
}

extension LazaretConfiguration {
    /// The audit log of the ledger that is configured; `nil` when there is no ledger yet. Blocks.
    ///
    /// - Throws: `LedgerError`.
    public func auditReader() throws -> (any AuditReader)? {
        switch ledger {
        case .sqlite: FileManager.default.fileExists(atPath: ledgerPath) ? try SQLiteAuditReader(path: ledgerPath) : nil
        case .postgresql(let url): try PostgresAuditReader(url: url)
        }
    }

    /// Where the ledger is, or would be; for people.
    public var ledgerPlace: String {
        switch ledger {
        case .sqlite: ledgerPath
        case .postgresql: "the PostgreSQL server"
        }
    }

    private var ledgerPath: String { URL(fileURLWithPath: data).appending(path: StateFolder.ledger).path }
}

extension SQLiteLedger.Options {
    fileprivate func with(_ auditChain: AuditChain) -> Self {
        var options = self
        options.auditChain = auditChain
        return options
    }
}

extension PostgresLedger.Options {
    fileprivate init(_ auditChain: AuditChain, holder: [UInt8]) {
        self.init()
        self.auditChain = auditChain
        self.holder = Hexadecimal.encode(Array(holder.prefix(8)))
    }
}
