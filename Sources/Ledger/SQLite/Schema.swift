import Foundation
import SQLite

/// The versions of the tables.
enum Schema {
    /// In order: the first makes version 1. SwiftPM replaces the first digit of a file's name.
    private static let migrations = [
        PackageResources._001_initial_sql, PackageResources._002_messages_sql, PackageResources._004_cards_sql,
    ]

    /// Brings the database to this program's version, one transaction for each step.
    ///
    /// - Throws: `newerSchema` when it is beyond that already.
    static func migrate(_ database: Database, at now: Date) throws {
        try database.run(
            script: "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT")
        while try step(database, at: now) {}
    }

    /// Applies the next migration; whether there was one.
    private static func step(_ database: Database, at now: Date) throws -> Bool {
        try database.transaction {
            // Read inside the transaction: another program may be migrating too.
            let version = try database.first("SELECT max(version) FROM schema_version") { Int($0.integer()) } ?? 0
            guard version <= migrations.count else { throw LedgerError.newerSchema(version, known: migrations.count) }
            guard version < migrations.count else { return false }
            try database.run(script: String(decoding: migrations[version], as: UTF8.self))
            try database.execute("INSERT INTO schema_version VALUES (?, ?)", version + 1, now.milliseconds)
            return true
        }
    }
}
