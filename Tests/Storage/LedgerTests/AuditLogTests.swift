import Attachments
import Foundation
import Ledger
import SQLite
import TestSupport
import Testing

@testable import struct Ledger.AuditChain

@Suite struct AuditLogTests {
    let folder: TestFolder
    let clock = TestClock()

    init() throws { folder = try TestFolder() }

    func database() throws -> Database {
        try Database(path: folder.path("ledger.db"), mode: .readWrite, busyTimeout: .seconds(5))
    }

    func faults(_ chain: AuditChain = AuditChain()) throws -> [AuditFault] {
        var check = AuditCheck(chain)
        for record in try SQLiteAuditReader(path: folder.path("ledger.db")).records(after: 0, limit: 1000) {
            try check.take(record)
        }
        try check.finish()
        return check.faults
    }

    @Test func linksWhatManyWriteAtOnce() async throws {
        let ledger = try await SQLiteLedger.open(in: folder)
        await withTaskGroup { group in
            // Every third is refused, and leaves nothing.
            for number in 1...200 {
                group.addTask { try? await ledger.accept([.sample(number.isMultiple(of: 3) ? 1 : number)], detail: "So.") }
            }
        }
        let records = try await ledger.audit(after: 0, limit: 1000)
        #expect(records.map(\.number) == Array(1...Int64(records.count)))
        #expect(try faults().isEmpty)
    }

    @Test func goesOnWhereItWasAfterARestart() async throws {
        try await SQLiteLedger.open(in: folder).accept(1...3)
        try await SQLiteLedger.open(in: folder).accept(4...6)
        #expect(try await SQLiteLedger.open(in: folder).audit(after: 0, limit: 10).count == 6)
        #expect(try faults().isEmpty)
    }

    @Test func canBeReadBesideTheGatewayAndWithoutIt() async throws {
        do {
            let ledger = try await SQLiteLedger.open(in: folder)
            try await ledger.accept(1...2)
            #expect(try SQLiteAuditReader(path: folder.path("ledger.db")).records(after: 1, limit: 5).map(\.number) == [2])
        }
        #expect(try SQLiteAuditReader(path: folder.path("ledger.db")).records(after: 0, limit: 5).count == 2)
    }

    @Test(arguments: [
        ("UPDATE audit SET detail = 'Other.' WHERE number = 2", [2]), ("UPDATE audit SET at = at + 1 WHERE number = 4", [4]),
        ("UPDATE audit SET attachment_id = 'x' WHERE number = 3", [3]), ("UPDATE audit SET hash = NULL WHERE number = 4", [4]),
        ("DELETE FROM audit WHERE number = 3", [3]), ("DELETE FROM audit WHERE number <= 2", [1]),
        (
            "UPDATE audit SET number = 10 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3; UPDATE audit SET number = 3 WHERE number = 10",
            [2, 3]
        ),
        ("INSERT INTO audit (number, at, actor, action, detail) VALUES (5, 0, 'x', 'y', 'z')", [5]),
    ])
    func namesWhatWasDoneToTheTable(_ script: String, _ numbers: [Int64]) async throws {
        try await SQLiteLedger.open(in: folder).accept(1...4)
        try database().run(script: script)
        #expect(try faults().map(\.number) == numbers)
    }

    @Test func linksTheEntriesOfAnOlderLedger() async throws {
        let database = try database()
        for name in ["0001_initial", "0002_messages"] {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../../Sources/Storage/Ledger/Migrations/\(name).sql").standardizedFileURL
            try database.run(script: try String(contentsOf: file, encoding: .utf8))
        }
        try database.run(
            script: """
                CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT;
                INSERT INTO schema_version VALUES (1, 0), (2, 0);
                INSERT INTO audit (at, actor, action, attachment_id, detail) VALUES (1, 'a', 'b', NULL, 'c'), (2, 'd', 'e', NULL, 'f');
                \(OldMessages.script)
                """)
        #expect(throws: LedgerError.self) { try SQLiteAuditReader(path: folder.path("ledger.db")) }
        var options = SQLiteLedger.Options()
        options.auditChain = AuditChain(key: [UInt8](repeating: 1, count: 32))
        let ledger = try await SQLiteLedger.open(in: folder, options: options)
        try await ledger.accept(1...1)
        #expect(try await ledger.audit(after: 0, limit: 10).map(\.entry.detail) == ["c", "f", "Received."])
        #expect(try faults(options.auditChain).isEmpty)
        try await OldMessages.expectKnown(to: ledger)
    }
}
