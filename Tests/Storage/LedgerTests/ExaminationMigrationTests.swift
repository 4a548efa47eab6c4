import Attachments
import Foundation
import Ledger
import PrivatePostgres
import SQLite
import TestSupport
import Testing

/// Ledgers from when there was one engine: what it said is kept.
struct ExaminationMigrationTests {
    private static let old = """
        INSERT INTO verdicts VALUES
            ('c1', 'A/1', 'clean', NULL, NULL, NULL, 5),
            ('c2', 'A/1', 'infected', NULL, 'Virus', '["A virus signature matched."]', 6),
            ('c3', 'A/1', 'active', 'macro', 'Macros', '["The document holds \\"macros\\"."]', 7),
            ('c4', 'A/2', 'encrypted', NULL, NULL, '["It needs a password."]', 8);
        INSERT INTO attachments (id, state, source, name, size, sha256, outcome, engine, reasons, created_at, updated_at)
        VALUES ('\(AttachmentID.sample(1))', 'held', 'upload', 'a.txt', 1, 'c4', 'encrypted', 'A/2', '["It needs a password."]', 0, 0);
        """

    /// What made a ledger before findings were kept.
    private static func scripts(_ folder: String, before name: String) throws -> [String] {
        let place = URL(filePath: #filePath).appending(path: "../../../../Sources/Storage/Ledger/\(folder)").standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(atPath: place.path()).filter { $0 < name }.sorted()
        let versions = files.indices.map { "INSERT INTO schema_version VALUES (\($0 + 1), 0);" }
        return try files.map { try String(contentsOf: place.appending(path: $0), encoding: .utf8) }
            + ["CREATE TABLE schema_version (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL);"] + versions + [old]
    }

    @Test func keepsWhatSQLiteKnew() async throws {
        let folder = try TestFolder()
        let database = try Database(path: folder.path("ledger.db"), mode: .readWrite, busyTimeout: .seconds(5))
        for script in try Self.scripts("Migrations", before: "0007") { try database.run(script: script) }
        try await check(try await SQLiteLedger.open(in: folder))
    }

    @Test func keepsWhatPostgreSQLKnew() async throws {
        let url = try await TestDatabase.emptySchema()
        for script in try Self.scripts("PostgresMigrations", before: "postgres_0008") {
            try await TestDatabase.run(script, at: url)
        }
        try await check(try await PostgresLedger.open(url))
    }

    private func check(_ ledger: any Ledger) async throws {
        #expect(try await ledger.examination(of: "c1", by: "clamd", version: "A/1") == Examination(by: "clamd", version: "A/1"))
        let expected: [(String, String, Finding)] = [
            (
                "c2", "A/1",
                Finding(.infected, by: "clamd", version: "A/1", signature: "Virus", detail: "A virus signature matched.")
            ),
            (
                "c3", "A/1",
                Finding(.macro, by: "clamd", version: "A/1", signature: "Macros", detail: #"The document holds "macros"."#)
            ),
            ("c4", "A/2", Finding(.encrypted, by: "clamd", version: "A/2", detail: "It needs a password.")),
        ]
        for (content, version, finding) in expected {
            #expect(try await ledger.examination(of: content, by: "clamd", version: version)?.findings == [finding])
        }
        let verdict = try #require(try await ledger.attachment(.sample(1))?.verdict)
        #expect(verdict == Verdict(outcome: .encrypted, engine: "A/2", reasons: ["It needs a password."]))
        #expect(try await ledger.forgetExaminations(before: Date(timeIntervalSince1970: 1), limit: 9) == 4)
    }
}
