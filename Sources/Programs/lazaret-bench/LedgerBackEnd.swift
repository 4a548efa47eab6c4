import Foundation
import Ledger
import Observability
import Postgres
import SQLite

/// The ledgers that are measured side by side, each begun empty.
enum LedgerBackEnd: String, CaseIterable {
    case sqlite = "SQLite"
    case postgres = "PostgreSQL"

    private static let folder = URL(fileURLWithPath: ".bench-ledger", isDirectory: true).absoluteURL

    /// Opens an empty ledger, puts so many attachments with a due job each into its tables, and hands it on.
    func withLedger<Value>(of rows: Int, _ body: (any Ledger) async throws -> Value) async throws -> Value {
        let newToken: @Sendable () -> UInt64 = { .random(in: 0 ... .max) }
        switch self {
        case .sqlite:
            // A folder of its own: the ledger before may still be closing its files, and would take ours for them.
            let folder = Self.folder.appending(path: "\(rows)")
            try? FileManager.default.removeItem(at: folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appending(path: "ledger.sqlite").path
            let ledger = try await SQLiteLedger(path: file, now: { Date() }, newToken: newToken)
            try Self.fill(file, rows)
            return try await body(ledger)
        case .postgres:
            try await runInPostgres("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            let ledger = try await PostgresLedger(url: Self.url(), now: { Date() }, newToken: newToken)
            try await runInPostgres(
                Self.filling(numbers: "WITH n (i) AS (SELECT generate_series(1, \(rows)))", id: "'01J' || lpad(i::text, 23, '0')"))
            return try await body(ledger)
        }
    }

    /// Does at once what autovacuum does in the course of time.
    func vacuum() async throws {
        if self == .postgres { try await runInPostgres("VACUUM ANALYZE") }
    }

    private static func fill(_ file: String, _ rows: Int) throws {
        let database = try Database(path: file, mode: .readWrite, busyTimeout: .seconds(60))
        let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 WHERE \(rows) > 0 UNION ALL SELECT i + 1 FROM n WHERE i < \(rows))"
        try database.run(script: filling(numbers: numbers, id: "'01J' || printf('%023d', i)"))
    }

    private static func filling(numbers: String, id: String) -> String {
        """
        INSERT INTO attachments (id, state, source, name, size, sha256, outcome, created_at, updated_at) \(numbers)
        SELECT \(id), 'received', 'upload', 'a.png', 64000, '', 'pending', 1750000000000, 1750000000000 FROM n;
        INSERT INTO jobs (attachment_id, created_at, due_at) SELECT id, 1750000000000, 1750000000000 FROM attachments;
        """
    }

    private func runInPostgres(_ script: String) async throws {
        var options = ConnectionOptions(url: try Self.url())
        options.statementTimeout = .seconds(600)
        try await ConnectionPool(options, connections: 1).run { try $0.open().run(script: script) }
    }

    private static func url() throws -> Secret {
        guard let url = ProcessInfo.processInfo.environment["LAZARET_TEST_POSTGRES"] else {
            throw Unexpected("there is no PostgreSQL; run it with make bench")
        }
        return Secret(url)
    }
}
