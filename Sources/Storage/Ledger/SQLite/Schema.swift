import Foundation
import SQLite

/// The versions of the tables.
enum Schema {
    /// One step from a version to the next.
    private struct Migration {
        let script: [UInt8]
        /// What SQL alone cannot do.
        var finish: (Database, AuditChain) throws -> Void = { _, _ in }
    }

    /// In order: the first makes version 1. SwiftPM replaces the first digit of a file's name.
    private static var migrations: [Migration] {
        [
            Migration(script: PackageResources._001_initial_sql), Migration(script: PackageResources._002_messages_sql),
            Migration(script: PackageResources._003_sent_links_sql),
            Migration(script: PackageResources._004_operations_sql) { try $0.linkOldAudit($1) },
            Migration(script: PackageResources._005_cards_sql), Migration(script: PackageResources._006_names_sql),
            Migration(script: PackageResources._007_examinations_sql), Migration(script: PackageResources._008_order_sql),
            Migration(script: PackageResources._009_erasure_sql),
        ]
    }

    /// Brings the database to this program's version, one transaction for each step.
    ///
    /// - Throws: `newerSchema` when it is beyond that already.
    static func migrate(_ database: Database, _ chain: AuditChain, at now: Date) throws {
        try database.run(
            script: "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT")
        while try step(database, chain, at: now) {}
    }

    /// For who only reads.
    ///
    /// - Throws: when the database has another version than this program's.
    static func requireCurrent(_ database: Database) throws {
        let (version, known) = (try version(of: database), migrations.count)
        guard version <= known else { throw LedgerError.newerSchema(version, known: known) }
        guard version == known else { throw LedgerError.olderSchema(version, known: known) }
    }

    /// Applies the next migration; whether there was one.
    private static func step(_ database: Database, _ chain: AuditChain, at now: Date) throws -> Bool {
        try database.transaction {
            // Read inside the transaction: another program may be migrating too.
            let version = try version(of: database)
            guard version <= migrations.count else { throw LedgerError.newerSchema(version, known: migrations.count) }
            guard version < migrations.count else { return false }
            let migration = migrations[version]
            try database.run(script: String(decoding: migration.script, as: UTF8.self))
            try migration.finish(database, chain)
            try database.execute("INSERT INTO schema_version VALUES (?, ?)", version + 1, now.milliseconds)
            return true
        }
    }

    private static func version(of database: Database) throws -> Int {
        try database.first("SELECT max(version) FROM schema_version") { Int($0.integer()) } ?? 0
    }
}
