import Foundation
import SQLite
import TestSupport
import Testing

@Suite struct SQLiteErrorTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    func open(_ mode: Database.Mode = .readWrite, pragmas: KeyValuePairs<String, String> = [:]) throws -> Database {
        try Database(path: folder.path("test.db"), mode: mode, busyTimeout: .milliseconds(20), pragmas: pragmas)
    }

    func code(_ body: () throws -> Void) -> SQLiteError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? SQLiteError)?.code
        }
    }

    @Test func saysBusyWhenAnotherConnectionHoldsTheLock() throws {
        let holder = try open()
        let other = try open()
        try holder.transaction {
            #expect(code { try other.transaction {} } == .busy)
        }
        #expect(code { try other.transaction {} } == nil)
    }

    @Test func saysFullAtTheSizeLimitAndGoesOnBelowIt() throws {
        let database = try open(pragmas: ["max_page_count": "10"])
        try database.run(script: "CREATE TABLE pages (bytes BLOB) STRICT")
        #expect(code { try database.execute("INSERT INTO pages VALUES (?)", [UInt8](repeating: 1, count: 100_000)) } == .full)
        #expect(code { try database.execute("INSERT INTO pages VALUES (?)", [UInt8](repeating: 1, count: 10)) } == nil)
    }

    @Test func saysConstraintWithoutTheValue() throws {
        let database = try open()
        try database.run(script: "CREATE TABLE names (name TEXT UNIQUE) STRICT")
        try database.execute("INSERT INTO names VALUES (?)", "secret-name")
        let error = #expect(throws: SQLiteError.self) { try database.execute("INSERT INTO names VALUES (?)", "secret-name") }
        #expect(error?.code == .constraint)
        #expect(error?.description.contains("secret-name") == false)
    }

    @Test func saysCorruptForWhatIsNoDatabase() throws {
        try Data(repeating: 65, count: 8192).write(to: URL(filePath: folder.path("test.db")))
        #expect(code { try open().run(script: "CREATE TABLE t (a)") } == .corrupt)
    }

    @Test func saysReadOnly() throws {
        try open().run(script: "CREATE TABLE t (a)")
        #expect(code { try open(.readOnly).execute("INSERT INTO t VALUES (1)") } == .readOnly)
    }

    @Test func saysCannotOpenForAMissingFileOrFolder() throws {
        #expect(code { _ = try open(.readOnly) } == .cannotOpen)
        #expect(code { _ = try Database(path: folder.path("no/such.db"), mode: .readWrite, busyTimeout: .zero) } == .cannotOpen)
    }

    @Test func saysMisuseForAMistakeInTheStatement() throws {
        let database = try open()
        #expect(code { try database.execute("SELEC 1") } == .misuse)
        #expect(code { try database.execute("SELECT ?", 1, 2) } == .misuse)
    }
}
