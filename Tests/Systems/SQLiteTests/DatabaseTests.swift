import Foundation
import SQLite
import TestSupport
import Testing

@Suite struct DatabaseTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    func open(_ mode: Database.Mode = .readWrite, pragmas: KeyValuePairs<String, String> = [:]) throws -> Database {
        try Database(path: folder.path("test.db"), mode: mode, busyTimeout: .milliseconds(20), pragmas: pragmas)
    }

    func openWithTable() throws -> Database {
        let database = try open()
        try database.run(script: "CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT UNIQUE, size REAL, bytes BLOB) STRICT")
        return database
    }

    @Test func storesAndReadsEveryKindOfValue() throws {
        let database = try openWithTable()
        try database.execute("INSERT INTO words VALUES (?, ?, ?, ?)", Int64.min, "naïve \u{0} 🧭", 0.5, [0, 255] as [UInt8])
        try database.execute("INSERT INTO words VALUES (?, ?, ?, ?)", 2, nil, nil, nil)
        try database.execute("INSERT INTO words VALUES (?, ?, ?, ?)", 3, "", -1.5, [] as [UInt8])

        let rows = try database.query("SELECT id, word, size, bytes, word IS NULL, bytes IS NULL FROM words ORDER BY id") { row in
            "\(row.integer())|\(row.optionalText() ?? "nil")|\(row.real())|\(row.blob())|\(row.integer())|\(row.integer())"
        }

        #expect(
            rows == [
                "\(Int64.min)|naïve \u{0} 🧭|0.5|[0, 255]|0|0",
                "2|nil|0.0|[]|1|1",
                "3||-1.5|[]|0|0",
            ])
    }

    @Test func tellsHowManyRowsChanged() throws {
        let database = try openWithTable()
        #expect(try database.execute("INSERT INTO words (word) VALUES (?), (?)", "a", "b") == 2)
        #expect(try database.execute("UPDATE words SET size = 1 WHERE word = ?", "a") == 1)
        #expect(try database.execute("DELETE FROM words WHERE word = ?", "c") == 0)
    }

    @Test func readsTheFirstRowOrNone() throws {
        let database = try openWithTable()
        try database.execute("INSERT INTO words (word) VALUES ('a'), ('b')")
        #expect(try database.first("SELECT word FROM words ORDER BY word", row: { $0.text() }) == "a")
        #expect(try database.first("SELECT id FROM words WHERE word = ?", "z", row: { $0.optionalInteger() }) == nil)
    }

    @Test func usesTheSameStatementInsideItsOwnRows() throws {
        let database = try openWithTable()
        try database.execute("INSERT INTO words (word) VALUES ('a'), ('b'), ('c')")
        let sql = "SELECT id FROM words WHERE id > ? ORDER BY id"
        let following = try database.query(sql, 0) { row in
            try database.query(sql, row.integer()) { $0.integer() }
        }
        #expect(following == [[2, 3], [3], []])
    }

    @Test func keepsWorkingBeyondTheNumberOfKeptStatements() throws {
        let database = try openWithTable()
        for number in 0..<300 {
            #expect(try database.first("SELECT \(number)", row: { $0.integer() }) == Int64(number))
        }
    }

    @Test func undoesATransactionThatThrows() throws {
        let database = try openWithTable()
        #expect(throws: Unwanted.self) {
            try database.transaction {
                try database.execute("INSERT INTO words (word) VALUES ('a')")
                throw Unwanted()
            }
        }
        #expect(!database.isInTransaction)
        #expect(try database.first("SELECT count(*) FROM words", row: { $0.integer() }) == 0)
    }

    @Test func undoesOnlyTheSavepointThatThrows() throws {
        let database = try openWithTable()
        func insert(_ word: String, failing: Bool = false) throws {
            try database.savepoint {
                try database.execute("INSERT INTO words (word) VALUES (?)", word)
                if failing { throw Unwanted() }
            }
        }
        func insertInVain(_ word: String) { #expect(throws: Unwanted.self) { try insert(word, failing: true) } }

        try database.transaction {
            try insert("kept")
            insertInVain("undone")
            #expect(database.isInTransaction)
            try insert("kept too")
        }

        #expect(try database.query("SELECT word FROM words ORDER BY word", row: { $0.text() }) == ["kept", "kept too"])
    }

    @Test func keepsWhatWasCommittedAfterClosing() throws {
        try openWithTable().execute("INSERT INTO words (word) VALUES ('a')")
        #expect(try open(.readOnly).first("SELECT word FROM words", row: { $0.text() }) == "a")
    }

    @Test func makesTheFileForItsOwnerAlone() throws {
        _ = try openWithTable()
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("test.db"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func setsThePragmas() throws {
        let database = try open(pragmas: ["journal_mode": "WAL", "user_version": "7"])
        #expect(try database.first("PRAGMA journal_mode", row: { $0.text() }) == "wal")
        #expect(try database.first("PRAGMA user_version", row: { $0.integer() }) == 7)
    }
}

struct Unwanted: Error {}
