import Attachments
import Foundation
import Observability
import Postgres
import PrivatePostgres
import Synchronization
import Testing

@testable import Ledger

/// A server that goes away and comes back while work goes on.
@Suite(.timeLimit(.minutes(1)), .serialized) struct PostgresOutageTests {
    @Test func losesNothingWhenTheServerCrashesUnderLoad() async throws {
        let server = try await TestServer()
        let ledger = try await PostgresLedger.open(server.url) { $0.connections = 4 }
        let load = Load(on: ledger)
        try await withThrowingTaskGroup { group in
            for task in 1...8 { group.addTask { await load.run(from: task * 1_000_000) } }
            for _ in 0..<3 {
                for await _ in load.progress.prefix(50) {}
                try await server.kill()
                try await server.resume()
            }
            for await _ in load.progress.prefix(50) {}
            load.end()
            try await group.waitForAll()
        }
        #expect(load.failures.isSubset(of: [.unavailable]))
        let kept = try await TestDatabase.texts(
            "SELECT a.id FROM attachments a JOIN jobs j ON j.attachment_id = a.id", at: server.url)
        #expect(load.acknowledged.subtracting(kept.compactMap { AttachmentID($0) }).isEmpty)
        let queueStatistics = try await ledger.queueStatistics()
        #expect(queueStatistics.jobs.waiting == kept.count && queueStatistics.attachments[.received] == kept.count)
        // What a crash has forgotten left no gap, and what stayed has its entry.
        var check = AuditCheck(AuditChain())
        let records = try #require(try PostgresAuditReader(url: server.url)).records(after: 0, limit: 1_000_000)
        for record in records { try check.take(record) }
        try check.finish()
        #expect(check.faults.isEmpty && records.count == kept.count)
    }

    /// A synchronous standby that is not there holds up everything that is to be safe, and the crash that would take it back could come.
    @Test func answersNobodyBeforeTheLogIsSafe() async throws {
        let server = try await TestServer()
        let ledger = try await PostgresLedger.open(server.url) { $0.connections = 5 }
        try await server.demandStandby()
        let answers = Answers()
        try await withThrowingTaskGroup { group in
            for number in 1...3 {
                group.addTask {
                    try await ledger.accept(number...number)
                    answers.add()
                }
            }
            // Nobody waits for the head of the audit log until the one before is safe: all are committed.
            try await server.has("3", "SELECT count(*) FROM audit")
            try await server.has("3", Self.waiting)
            // Where the connection breaks, what was committed is found again, and waited for.
            try await TestDatabase.run("SELECT pg_terminate_backend(pid, 5000) FROM (\(Self.waiters) LIMIT 1) w", at: server.url)
            try await server.has("3", Self.waiting)
            // Who sees it acts on it no earlier.
            group.addTask {
                let jobs = try await ledger.takeJobs(limit: 10, lease: .seconds(60))
                #expect(jobs.count == 3)
                answers.add()
            }
            group.addTask {
                let records = try await ledger.audit(after: 0, limit: 10)
                #expect(records.count == 3)
                answers.add()
            }
            try await server.has("5", Self.waiting)
            #expect(answers.count == 0)
            try await server.dispenseWithStandby()
            try await group.waitForAll()
        }
        #expect(try await ledger.queueStatistics().jobs == .init(leased: 3))
    }

    private static let waiters = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    private static let waiting = "SELECT count(*) FROM (\(waiters)) w"

    /// After a crash the server numbers its transactions from the last one that it remembers: others get the numbers of those it forgot.
    @Test func doesNotTakeAnotherTransactionForOneThatACrashForgot() async throws {
        let server = try await TestServer()
        _ = try await PostgresLedger.open(server.url)
        let pool = ConnectionPool(ConnectionOptions(url: server.url), connections: 1)
        let (kept, lost) = try await pool.run { place in
            let (kept, lost) = (CommitMark(place), CommitMark(place))
            try place.open().transaction(.durable, opening: kept.statement) {}
            try place.open().run(script: "BEGIN; \(lost.statement)")
            return (kept, lost)
        }
        try await server.kill()
        try await server.resume()
        try await pool.run { place in
            let connection = try place.open()
            for _ in 1...20 { try connection.transaction(.durable, opening: "SELECT pg_current_xact_id()") {} }
            for _ in 1...2 { #expect(try !lost.isCommitted(connection)) }
            #expect(try kept.isCommitted(connection))
        }
    }

    @Test func waitsForACommitThatTheServerStillWorksOn() async throws {
        let url = try await TestDatabase.emptySchema()
        _ = try await PostgresLedger.open(url)
        let pool = ConnectionPool(ConnectionOptions(url: url), connections: 1)
        let other = ConnectionPool(ConnectionOptions(url: url), connections: 1)
        let mark = try await pool.run { place in
            let mark = CommitMark(place)
            try place.open().run(script: "BEGIN; \(mark.statement)")
            return mark
        }
        async let isCommitted = other.run { try mark.isCommitted($0.open()) }
        while try await TestDatabase.texts("SELECT count(*) FROM pg_locks WHERE NOT granted", at: url) == ["0"] {}
        try await pool.run { try $0.open().run(script: "COMMIT") }
        #expect(try await isCommitted)
    }

    @Test func wakesAcrossProcessesAgainWhenTheServerIsBack() async throws {
        let server = try await TestServer()
        let (one, other) = (try await PostgresLedger.open(server.url), try await PostgresLedger.open(server.url))
        try await server.kill()
        try await server.resume()
        try await withThrowingTaskGroup { group in
            group.addTask {
                // The line that comes back wakes as well, and there may be nothing to do then.
                while try await other.takeJob() == nil { try await other.waitForWork(.jobs, atMost: .seconds(3600)) }
            }
            try await one.accept(1...1)
            try await group.waitForAll()
        }
    }

    @Test func saysUnavailableWhileTheServerIsAway() async throws {
        let server = try await TestServer()
        let ledger = try await PostgresLedger.open(server.url) { $0.patience = .milliseconds(100) }
        try await server.kill()
        #expect(await code { try await ledger.accept(1...1) } == .unavailable)
        #expect(await code { _ = try await ledger.queueStatistics() } == .unavailable)
        try await server.resume()
        while let code = await code({ try await ledger.accept(1...1) }) { #expect(code == .unavailable) }
        #expect(try await ledger.queueStatistics().jobs.waiting == 1)
    }

    @Test func goesOnWhenItsConnectionsAreCut() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledger = try await PostgresLedger.open(url) { $0.connections = 4 }
        try await withThrowingTaskGroup { group in
            for task in 1...4 {
                group.addTask {
                    for number in 1...100 {
                        // What was refused was not made: it can be done again, and is no conflict then.
                        while let code = await code({ try await ledger.accept([.sample(task * 1000 + number)], detail: "") }) {
                            try #require(code == .unavailable)
                        }
                    }
                }
            }
            group.addTask {
                for _ in 1...10 {
                    try await TestDatabase.run(
                        """
                        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                        WHERE pid <> pg_backend_pid() AND pid IN (SELECT pid FROM pg_locks WHERE relation = 'attachments'::regclass)
                        """, at: url)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await ledger.queueStatistics().jobs.waiting == 400)
    }
}

extension TestServer {
    /// Starts it again with a standby that never answers.
    fileprivate func demandStandby() async throws {
        try await TestDatabase.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'", at: url)
        try await kill()
        try await resume()
    }

    /// Lets go of all who wait for the standby.
    fileprivate func dispenseWithStandby() async throws {
        try await TestDatabase.run("ALTER SYSTEM RESET synchronous_standby_names", at: url)
        try await TestDatabase.run("SELECT pg_reload_conf()", at: url)
    }

    /// Asks until the answer is this, or the time limit of the suite is over.
    fileprivate func has(_ answer: String, _ question: String) async throws {
        while try await TestDatabase.texts(question, at: url) != [answer] { try Task.checkCancellation() }
    }
}

/// How many calls were answered.
private final class Answers: Sendable {
    private let state = Mutex(0)

    var count: Int { state.withLock { $0 } }

    func add() { state.withLock { $0 += 1 } }
}

/// Takes attachments in until it is ended, and writes down what was acknowledged.
private final class Load: Sendable {
    private struct State {
        var acknowledged: Set<AttachmentID> = []
        var failures: Set<LedgerError.Code> = []
        var isOver = false
    }

    /// An element for each that was acknowledged.
    let progress: AsyncStream<Void>
    private let progressed: AsyncStream<Void>.Continuation
    private let ledger: any Ledger
    private let state = Mutex(State())

    init(on ledger: any Ledger) {
        self.ledger = ledger
        (progress, progressed) = AsyncStream.makeStream()
    }

    var acknowledged: Set<AttachmentID> { state.withLock { $0.acknowledged } }
    var failures: Set<LedgerError.Code> { state.withLock { $0.failures } }

    func end() { state.withLock { $0.isOver = true } }

    func run(from start: Int) async {
        var number = start
        while !state.withLock({ $0.isOver }) {
            number += 1
            let attachment = Attachment.sample(number)
            let failure = await code { try await ledger.accept([attachment], detail: "") }
            state.withLock { state in
                if let failure { state.failures.insert(failure) } else { state.acknowledged.insert(attachment.id) }
            }
            if failure == nil { progressed.yield() }
        }
    }
}
