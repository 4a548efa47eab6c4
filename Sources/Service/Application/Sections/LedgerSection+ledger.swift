public import Configuration
import Crypto
import FileIO
import Foundation
public import Ledger

extension LedgerSection {
    /// Opens the ledger that is configured.
    ///
    /// - Throws: `ApplicationError` when it cannot be had, such as a server that does not answer, or a file on another machine.
    func open(
        in state: StateFolder, auditChain: AuditChain, options: SQLiteLedger.Options, now: @escaping @Sendable () -> Date,
        fileSystem: (String) -> FileSystemType? = { FileSystemType.of($0) }
    ) async throws -> any Ledger {
        if let problem = problem(of: fileSystem(state.path), under: state.path) { throw ApplicationError(.configuration, problem) }
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

extension LedgerSection {
    /// What is wrong with the file system under the ledger; `nil` when nothing is.
    func problem(of type: FileSystemType?, under folder: String) -> String? {
        guard self == .sqlite, let type, type.isNetwork else { return nil }
        return
            "The ledger cannot lie in \(folder), on a network file system (\(type)): SQLite's locks do not hold there, and the ledger "
            + "would be damaged. Set 'data' to a folder on a local disk, or 'ledger' to a PostgreSQL server."
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
