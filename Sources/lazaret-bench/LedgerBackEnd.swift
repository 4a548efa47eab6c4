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

    /// Empties what was there, opens a ledger, and hands it on.
    func withEmptyLedger<Value>(_ body: (any Ledger) async throws -> Value) async throws -> Value {
        let newToken: @Sendable () -> UInt64 = { .random(in: 0 ... .max) }
        switch self {
        case .sqlite:
            try? FileManager.default.removeItem(at: Self.folder)
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: Self.folder) }
            return try await body(try await SQLiteLedger(path: Self.file, now: { Date() }, newToken: newToken))
        case .postgres:
            try await runInPostgres("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            return try await body(try await PostgresLedger(url: Self.url(), now: { Date() }, newToken: newToken))
        }
    }

    /// Puts so many attachments with a due job each into the tables of an empty ledger.
    func fill(_ rows: Int) async throws {
        switch self {
        case .sqlite:
            let database = try Database(path: Self.file, mode: .readWrite, busyTimeout: .seconds(60))
            try database.run(
                script: Self.filling(
                    numbers: "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < \(rows))",
                    id: "'01J' || printf('%023d', i)"))
        case .postgres:
            try await runInPostgres(
                Self.filling(numbers: "WITH n (i) AS (SELECT generate_series(1, \(rows)))", id: "'01J' || lpad(i::text, 23, '0')")
            )
        }
    }

    /// Does at once what autovacuum does in the course of time.
    func vacuum() async throws {
        if self == .postgres { try await runInPostgres("VACUUM ANALYZE") }
    }

    private static func filling(numbers: String, id: String) -> String {
        """
        INSERT INTO attachments \(numbers)
        SELECT \(id), 'received', 'upload', NULL, NULL, NULL, 'a.png', 64000, '', NULL, NULL, 'pending', NULL, NULL, NULL, NULL,
            1750000000000, 1750000000000, NULL FROM n;
        INSERT INTO jobs (attachment_id, created_at, due_at) SELECT id, 1750000000000, 1750000000000 FROM attachments;
        """
    }

    private func runInPostgres(_ script: String) async throws {
        var options = ConnectionOptions(url: try Self.url())
        options.statementTimeout = .seconds(600)
        try await ConnectionPool(options, connections: 1).run { try $0.open().run(script: script) }
    }

    private static var file: String { folder.appending(path: "ledger.sqlite").path }

    private static func url() throws -> Secret {
        guard let url = ProcessInfo.processInfo.environment["LAZARET_TEST_POSTGRES"] else {
            throw Unexpected("there is no PostgreSQL; run it with make bench")
        }
        return Secret(url)
    }
}
