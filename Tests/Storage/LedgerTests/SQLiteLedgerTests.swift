import Attachments
import Foundation
import SQLite
import TestSupport
import Testing

@testable import Ledger

@Suite struct SQLiteLedgerTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    func openFile() throws -> Database {
        try Database(path: folder.path("ledger.db"), mode: .readWrite, busyTimeout: .seconds(5))
    }

    @Test func keepsEverythingThatManyCallersWriteAtOnce() async throws {
        let ledger = try await SQLiteLedger.open(in: folder)
        try await withThrowingTaskGroup { group in
            for number in 1...300 { group.addTask { try await ledger.accept(number...number) } }
            try await group.waitForAll()
        }
        #expect(try await ledger.queueStatistics().jobs.waiting == 300)
        #expect(try await ledger.attachments(matching: AttachmentQuery(limit: 1000)).count == 300)
    }

    @Test func failsOnlyTheWritesThatAreWrong() async throws {
        let ledger = try await SQLiteLedger.open(in: folder)
        try await ledger.accept(100...100)
        let failures = await withTaskGroup { group in
            for number in 51...150 {
                group.addTask { await code { try await ledger.accept([.sample(number), .sample(100 + number % 2)], detail: "") } }
            }
            return await group.reduce(into: [LedgerError.Code?]()) { $0.append($1) }
        }
        // Half of them name 100, which is known; of the others, which name 101, the first wins.
        #expect(failures.count { $0 == .conflict } == 99)
        #expect(failures.count { $0 == nil } == 1)
        #expect(try await ledger.queueStatistics().jobs.waiting == 3)
    }

    @Test func refusesMoreThanMayWait() async throws {
        var options = SQLiteLedger.Options()
        options.maximumWaiting = 1
        let ledger = try await SQLiteLedger.open(in: folder, options: options)
        let holder = try openFile()
        try holder.execute("BEGIN IMMEDIATE")
        try await withThrowingTaskGroup { group in
            for number in 1...10 { group.addTask { await code { try await ledger.accept(number...number) } } }
            // One is in the hands of the writing thread, one waits.
            for _ in 1...8 { #expect(try await group.next() == .overloaded) }
            try holder.execute("COMMIT")
            for try await failure in group { #expect(failure == nil || failure == .overloaded) }
        }
        #expect((1...2).contains(try await ledger.queueStatistics().jobs.waiting))
    }

    @Test func saysBusyWhenAnotherProgramHoldsTheFile() async throws {
        var options = SQLiteLedger.Options()
        options.busyTimeout = .milliseconds(10)
        let ledger = try await SQLiteLedger.open(in: folder, options: options)
        let holder = try openFile()
        try holder.execute("BEGIN IMMEDIATE")
        #expect(await code { try await ledger.accept(1...1) } == .busy)
        try holder.execute("COMMIT")
        #expect(await code { try await ledger.accept(1...1) } == nil)
    }

    @Test func saysCorruptForAFileThatIsNoLedger() async throws {
        try Data(repeating: 65, count: 8192).write(to: URL(filePath: folder.path("ledger.db")))
        #expect(await code { _ = try await SQLiteLedger.open(in: folder) } == .corrupt)
    }

    @Test func saysUnavailableForAMissingFolder() async throws {
        let missing = folder.path("none/ledger.db")
        #expect(await code { _ = try await SQLiteLedger(path: missing, now: { Date() }, newToken: { 0 }) } == .unavailable)
    }

    @Test func refusesALedgerOfANewerProgram() async throws {
        _ = try await SQLiteLedger.open(in: folder)
        try openFile().execute("INSERT INTO schema_version VALUES (999, 0)")
        #expect(await code { _ = try await SQLiteLedger.open(in: folder) } == .newerSchema)
    }

    @Test func migratesOnlyOnce() async throws {
        _ = try await SQLiteLedger.open(in: folder)
        try await SQLiteLedger.open(in: folder).accept(1...1)
        #expect(try await SQLiteLedger.open(in: folder).queueStatistics().jobs.waiting == 1)
    }

    @Test(arguments: WorkQueue.allCases) func takesWorkAlongTheIndex(_ queue: WorkQueue) async throws {
        _ = try await SQLiteLedger.open(in: folder)
        for statement in [queue.statements(.sqlite).due, queue.statements(.sqlite).nextDue] {
            let plan = try openFile().query("EXPLAIN QUERY PLAN " + statement) { row in
                _ = (row.integer(), row.integer(), row.integer())
                return row.text()
            }
            #expect(plan.contains { $0.hasPrefix("SEARCH q USING") || $0.hasPrefix("SCAN q USING") && $0.contains("\(queue)_due") })
            #expect(plan.allSatisfy { !$0.contains("TEMP B-TREE") })
        }
    }

    @Test func leavesNoWaiterBehind() async throws {
        let ledger = try await SQLiteLedger.open(in: folder)
        try await ledger.accept(1...1)
        try await withThrowingTaskGroup { group in
            for _ in 0..<10 {
                group.addTask { _ = try await ledger.settled(.sample(1), atMost: .milliseconds(5)) }
                group.addTask { try await ledger.waitForWork(.outbox, atMost: .milliseconds(5)) }
            }
            try await group.waitForAll()
        }
        #expect(ledger.subscriptions.count == 0)
    }
}
