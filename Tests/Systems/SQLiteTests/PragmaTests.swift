import SQLite
import TestSupport
import Testing

@Suite struct PragmaTests {
    /// SQLite carries some pragmas out while it prepares them: a kept statement must take effect each time it is run.
    @Test func aKeptPragmaTakesEffectEachTime() throws {
        let folder = try TestFolder()
        let database = try Database(path: folder.path("pragma.sqlite"), mode: .readWrite, busyTimeout: .seconds(1))
        try database.run(script: "PRAGMA journal_mode = WAL")
        for round in 0..<3 {
            for (name, level) in [("FULL", Int64(2)), ("NORMAL", 1)] {
                try database.execute("PRAGMA synchronous = \(name)")
                // A new statement each time, or the question itself might be the one that is kept.
                let found = try database.first("SELECT synchronous, \(round) FROM pragma_synchronous") { $0.integer() }
                #expect(found == level, "\(name) in round \(round)")
            }
        }
    }
}
