import Foundation
import Postgres

/// The versions of the tables in PostgreSQL.
enum PostgresSchema {
    /// In order: the first makes version 1.
    private static let migrations = [PackageResources.postgres_0001_initial_sql, PackageResources.postgres_0002_sent_links_sql]

    /// Brings the tables to this program's version, in one transaction, one process at a time.
    ///
    /// - Returns: the channel of the schema's notifications.
    /// - Throws: `newerSchema` when it is beyond that already.
    static func prepare(_ connection: Connection, at now: Date) throws -> String {
        try checkEncoding(connection)
        guard
            let schema = try connection.first("SELECT current_schema()::regnamespace::oid::bigint", row: { $0.optionalInteger() }),
            let schema
        else {
            throw LedgerError(
                .unavailable, "The ledger's database has no schema that its user may use. Create one, and set its search_path.")
        }
        try connection.transaction(.durable) { try migrate(connection, schema: schema, at: now) }
        return "lazaret_\(schema)"
    }

    private static func migrate(_ connection: Connection, schema: Int64, at now: Date) throws {
        // 19546 is "LZ": what else uses advisory locks in this database has numbers of its own.
        _ = try connection.first("SELECT pg_advisory_xact_lock(19546, ?::bigint::int)", Int64(Int32(truncatingIfNeeded: schema))) {
            $0.text()
        }
        try connection.run(
            script: "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)")
        let version = try connection.first("SELECT max(version) FROM schema_version") { Int($0.integer()) } ?? 0
        guard version <= migrations.count else { throw LedgerError.newerSchema(version, known: migrations.count) }
        for next in version..<migrations.count {
            try connection.run(script: String(decoding: migrations[next], as: UTF8.self))
            try connection.execute("INSERT INTO schema_version VALUES (?, ?)", next + 1, now.milliseconds)
        }
    }

    private static func checkEncoding(_ connection: Connection) throws {
        let encoding = try connection.first("SHOW server_encoding") { $0.text() }
        guard encoding == "UTF8" else {
            throw LedgerError(
                .unavailable,
                "The ledger's database must store every character. Create one with ENCODING 'UTF8' TEMPLATE template0.")
        }
    }
}
