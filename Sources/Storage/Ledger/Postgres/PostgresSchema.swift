import Foundation
import Postgres

/// The versions of the tables in PostgreSQL.
enum PostgresSchema {
    /// One step from a version to the next.
    private struct Migration: Sendable {
        let script: [UInt8]
        /// What SQL alone cannot do.
        var finish: @Sendable (PostgresSession, AuditChain) throws -> Void = { _, _ in }
    }

    /// In order: the first makes version 1.
    private static let migrations = [
        Migration(script: PackageResources.postgres_0001_initial_sql),
        Migration(script: PackageResources.postgres_0002_sent_links_sql),
        Migration(script: PackageResources.postgres_0003_operations_sql) { try $0.linkOldAudit($1) },
        Migration(script: PackageResources.postgres_0004_cards_sql),
        Migration(script: PackageResources.postgres_0005_commits_sql),
        Migration(script: PackageResources.postgres_0006_holders_sql),
        Migration(script: PackageResources.postgres_0007_names_sql),
        Migration(script: PackageResources.postgres_0008_examinations_sql),
        Migration(script: PackageResources.postgres_0009_order_sql),
        Migration(script: PackageResources.postgres_0010_erasure_sql),
    ]

    /// Brings the tables to this program's version, in one transaction, one process at a time.
    ///
    /// - Returns: the channel of the schema's notifications.
    /// - Throws: `newerSchema` when it is beyond that already.
    static func prepare(_ connection: Connection, _ chain: AuditChain, at now: Date) throws -> String {
        try checkEncoding(connection)
        let schema = try schema(of: PostgresSession(connection))
        try connection.transaction(.durable) { try migrate(connection, chain, schema: schema, at: now) }
        return "lazaret_\(schema)"
    }

    private static func migrate(_ connection: Connection, _ chain: AuditChain, schema: Int64, at now: Date) throws {
        let session = PostgresSession(connection)
        // 19546 is "LZ": what else uses advisory locks in this database has numbers of its own.
        _ = try session.first("SELECT pg_advisory_xact_lock(19546, ?::bigint::int)", Int64(Int32(truncatingIfNeeded: schema))) {
            $0.text()
        }
        try connection.run(
            script: "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)")
        let version = try version(of: session)
        guard version <= migrations.count else { throw LedgerError.newerSchema(version, known: migrations.count) }
        for next in version..<migrations.count {
            try connection.run(script: String(decoding: migrations[next].script, as: UTF8.self))
            try migrations[next].finish(session, chain)
            try session.execute("INSERT INTO schema_version VALUES (?, ?)", next + 1, now.milliseconds)
        }
    }

    /// For who only reads.
    ///
    /// - Returns: whether there are tables.
    /// - Throws: when they have another version than this program's, or the user has no schema.
    static func isCurrent(_ session: PostgresSession) throws -> Bool {
        _ = try schema(of: session)
        let table = try session.first("SELECT to_regclass('schema_version')::text", row: { $0.optionalText() }) ?? nil
        guard table != nil else { return false }
        let (version, known) = (try version(of: session), migrations.count)
        guard version <= known else { throw LedgerError.newerSchema(version, known: known) }
        guard version == known else { throw LedgerError.olderSchema(version, known: known) }
        return true
    }

    private static func schema(of session: PostgresSession) throws -> Int64 {
        guard
            let schema = try session.first(
                "SELECT current_schema()::regnamespace::oid::bigint", row: { $0.optionalInteger() }),
            let schema
        else {
            throw LedgerError(
                .unavailable, "The ledger's database has no schema that its user may use. Create one, and set its search_path.")
        }
        return schema
    }

    private static func version(of session: PostgresSession) throws -> Int {
        try session.first("SELECT max(version) FROM schema_version") { Int($0.integer()) } ?? 0
    }

    private static func checkEncoding(_ connection: Connection) throws {
        let encoding = try PostgresSession(connection).first("SHOW server_encoding") { $0.text() }
        guard encoding == "UTF8" else {
            throw LedgerError(
                .unavailable,
                "The ledger's database must store every character. Create one with ENCODING 'UTF8' TEMPLATE template0.")
        }
    }
}
