import Attachments
import Foundation
import Observability
import Postgres
import PrivatePostgres
import TestSupport
import Testing

@testable import Ledger

/// An hour stands for "until it is woken".
@Suite(.timeLimit(.minutes(1))) struct PostgresLedgerTests {
    let clock = TestClock()
    let long = Duration.seconds(3600)

    // MARK: Several processes

    @Test func givesEachJobToOneOfManyTakers() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledgers = [try await PostgresLedger.open(url, clock: clock), try await PostgresLedger.open(url, clock: clock)]
        try await ledgers[0].accept(1...100)
        let taken = try await withThrowingTaskGroup { group in
            for taker in 0..<8 {
                group.addTask {
                    var taken: [AttachmentID] = []
                    while case let jobs = try await ledgers[taker % 2].takeJobs(limit: 3, lease: long), !jobs.isEmpty {
                        taken += jobs.map(\.attachment.id)
                    }
                    return taken
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        // One that is passed over because another taker looks at it is taken by that one.
        #expect(taken.sorted() == (1...100).map { .sample($0) })
    }

    @Test func linksWhatManyProcessesWriteAtOnceInTheOrderOfCommits() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledgers = [try await PostgresLedger.open(url, clock: clock), try await PostgresLedger.open(url, clock: clock)]
        await withTaskGroup { group in
            // Every third is refused, and leaves nothing.
            for number in 1...60 {
                group.addTask {
                    try? await ledgers[number % 2].accept([.sample(number.isMultiple(of: 3) ? 1 : number)], detail: "So.")
                }
            }
        }
        var check = AuditCheck(AuditChain())
        let records = try #require(try PostgresAuditReader(url: url)).records(after: 0, limit: 1000)
        for record in records { try check.take(record) }
        try check.finish()
        #expect(records.map(\.number) == Array(1...Int64(records.count)) && records.count >= 40)
        #expect(check.faults.isEmpty)
    }

    @Test func wakesWhoWaitsForACardInAnotherProcess() async throws {
        let url = try await TestDatabase.emptySchema()
        let (one, other) = (try await PostgresLedger.open(url, clock: clock), try await PostgresLedger.open(url, clock: clock))
        let name = "Grüße, \"{}\\ "
        let message = NewMessage(kind: .card, idempotencyKey: "card", payload: "{}", lane: "l")
        _ = try await one.enqueue(Sending(messages: [message], card: CardRecord(messageID: name, fingerprint: "f")))
        async let settled = one.settledCard(name, atMost: long)
        let taken = try #require(try await other.takeMessages(limit: 1, lease: long).first)
        var step = Step(lease: taken.lease, attachment: nil, disposition: .done)
        step.card = CardEnding(messageID: name, state: .sent, detail: "Taken.", latency: nil)
        try await other.commit(step)
        #expect(try await settled?.state == .sent)
    }

    @Test func wakesWhoWaitsInAnotherProcess() async throws {
        let url = try await TestDatabase.emptySchema()
        let (one, other) = (try await PostgresLedger.open(url, clock: clock), try await PostgresLedger.open(url, clock: clock))
        async let woken: Void = other.waitForWork(.jobs, atMost: long)
        try await one.accept(1...1)
        try await woken
        async let settled = one.settled(.sample(1), atMost: long)
        let job = try #require(try await other.takeJob())
        try await other.commit(job.step(.rejected, disposition: .done))
        #expect(try await settled?.state == .rejected)
    }

    @Test func looksByItselfWhenANotificationIsLost() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledger = try await PostgresLedger.open(url, clock: clock) { $0.pollInterval = .milliseconds(20) }
        try await ledger.accept(1...1)
        async let settled = ledger.settled(.sample(1), atMost: long)
        try await TestDatabase.run("UPDATE attachments SET state = 'held'", at: url)
        #expect(try await settled?.state == .held)
    }

    @Test func fencesTheLateHolderInAnotherProcess() async throws {
        let url = try await TestDatabase.emptySchema()
        let (one, other) = (try await PostgresLedger.open(url, clock: clock), try await PostgresLedger.open(url, clock: clock))
        try await one.accept(1...1)
        let late = try #require(try await one.takeJob(lease: .seconds(10)))
        #expect(try await other.takeJob() == nil)
        clock.advance(by: .seconds(10))
        let next = try #require(try await other.takeJob())
        #expect(next.attempts == 2)
        #expect(await code { try await one.commit(late.step(.rejected, disposition: .done)) } == .leaseLost)
        #expect(await code { try await one.commit(late.step(.rejected)) } == .leaseLost)
        #expect(await code { try await one.extend(late.lease, by: long) } == .leaseLost)
        try await other.commit(next.step(.inspected, disposition: .done))
    }

    @Test func endsTheLeasesThatItHadBeforeAndNoOthers() async throws {
        let url = try await TestDatabase.emptySchema()
        let one = try await PostgresLedger.open(url, clock: clock) { $0.holder = "one" }
        let other = try await PostgresLedger.open(url, clock: clock) { $0.holder = "other" }
        try await one.accept(1...2)
        let lost = try #require(try await one.takeJob())
        let kept = try #require(try await other.takeJob())
        let back = try await PostgresLedger.open(url, clock: clock) { $0.holder = "one" }
        async let woken: Void = other.waitForWork(.jobs, atMost: long)
        try await back.endLeases()
        try await woken
        let next = try #require(try await back.takeJob())
        #expect(next.attachment.id == lost.attachment.id && next.attempts == 2)
        #expect(try await back.takeJob() == nil)
        #expect(await code { try await one.commit(lost.step(.rejected, disposition: .done)) } == .leaseLost)
        try await other.commit(kept.step(.rejected, disposition: .done))
        try await PostgresLedger.open(url, clock: clock).endLeases()
        try await back.commit(next.step(.rejected, disposition: .done))
    }

    @Test func takesASendingOnceThatComesToAllAtOnce() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledgers = [try await PostgresLedger.open(url, clock: clock), try await PostgresLedger.open(url, clock: clock)]
        let acceptances = try await withThrowingTaskGroup { group in
            for number in 1...20 {
                group.addTask {
                    try await ledgers[number % 2].accept(
                        IntakeRecord(
                            attachments: [.sample(number)], claims: [.init(scope: "web", key: "k", fingerprint: "f")],
                            allowance: .init(token: "t", files: 20, expires: TestClock().now), detail: ""))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(acceptances.count { $0 == .accepted } == 1)
        #expect(try await ledgers[0].queueStatistics().jobs.waiting == 1)
    }

    @Test func letsNoMoreFilesInThanATokenAllowsWhereverTheyCome() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledgers = [try await PostgresLedger.open(url, clock: clock), try await PostgresLedger.open(url, clock: clock)]
        let refusals = await withTaskGroup { group in
            for number in 1...20 {
                group.addTask {
                    await code {
                        _ = try await ledgers[number % 2].accept(
                            IntakeRecord(
                                attachments: [.sample(number)], allowance: .init(token: "t", files: 7, expires: TestClock().now),
                                detail: ""))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(refusals.count { $0 == nil } == 7 && refusals.count { $0 == .allowanceExceeded } == 13)
    }

    @Test func keepsTheOrderOfALaneThatManyEnter() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledgers = [try await PostgresLedger.open(url, clock: clock), try await PostgresLedger.open(url, clock: clock)]
        try await ledgers[0].accept(1...40)
        let jobs = try await ledgers[0].takeJobs(limit: 40, lease: long)
        let sent = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for job in jobs {
                group.addTask {
                    let message = NewMessage(kind: .file, idempotencyKey: "\(job.lease.id)", lane: "one")
                    try await ledgers[Int(job.lease.id) % 2].commit(job.step(.failed, messages: [message], disposition: .done))
                    return []
                }
            }
            group.addTask {
                var sent: [Int64] = []
                while sent.count < jobs.count {
                    try await ledgers[1].waitForWork(.outbox, atMost: long)
                    for message in try await ledgers[1].takeMessages(limit: 10, lease: long) {
                        sent.append(message.lease.id)
                        try await ledgers[1].commit(message.step(disposition: .done))
                    }
                }
                return sent
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(sent == sent.sorted() && sent.count == 40)
    }

    // MARK: Counts

    @Test func countsTheSameAfterManyChangesAreAddedUp() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledger = try await PostgresLedger.open(url, clock: clock)
        try await ledger.accept(1...700)
        let queueStatistics = try await ledger.queueStatistics()
        #expect(queueStatistics.attachments == [.received: 700] && queueStatistics.jobs.waiting == 700)
        #expect(try await TestDatabase.texts("SELECT count(*) FROM changes", at: url) == ["2"])
        #expect(try await ledger.queueStatistics() == queueStatistics)
    }

    // MARK: Versions

    @Test func isMadeOnceByProcessesThatStartTogether() async throws {
        let url = try await TestDatabase.emptySchema()
        try await withThrowingTaskGroup { group in
            for number in 1...6 {
                group.addTask { try await PostgresLedger.open(url, clock: clock).accept(number...number) }
            }
            try await group.waitForAll()
        }
        let versions = try await TestDatabase.texts("SELECT version FROM schema_version ORDER BY version", at: url)
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/Storage/Ledger/PostgresMigrations").standardizedFileURL
        let scripts = try FileManager.default.contentsOfDirectory(atPath: folder.path()).count
        #expect(versions == (1...scripts).map(String.init))
        #expect(try await TestDatabase.texts("SELECT count(*) FROM jobs", at: url) == ["6"])
    }

    @Test func bringsTheLedgerOfAnOlderProgramUpToDate() async throws {
        let url = try await TestDatabase.emptySchema()
        for name in ["0001_initial", "0002_sent_links"] {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../../Sources/Storage/Ledger/PostgresMigrations/postgres_\(name).sql").standardizedFileURL
            try await TestDatabase.run(try String(contentsOf: file, encoding: .utf8), at: url)
        }
        let states = Array(AttachmentState.allCases.enumerated())
        let rows = states.map { number, state in
            "('\(AttachmentID.sample(number))', '\(state)', 'upload', 'a.txt', 1, 'a1', 'pending', 0, \(100 + number))"
        }
        try await TestDatabase.run(
            """
            CREATE TABLE schema_version (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL);
            INSERT INTO schema_version VALUES (1, 0), (2, 0);
            INSERT INTO attachments (id, state, source, name, size, sha256, outcome, created_at, updated_at)
            VALUES \(rows.joined(separator: ", "));
            INSERT INTO jobs (attachment_id, created_at, due_at) VALUES ('\(AttachmentID.sample(0))', 0, 0);
            \(OldMessages.script)
            INSERT INTO audit (number, at, actor, action, attachment_id, detail) OVERRIDING SYSTEM VALUE VALUES
                (12, 4, 'a', 'b', '\(AttachmentID.sample(1))', 'fourth'), (2, 1, 'a', 'b', NULL, 'first'),
                (9, 3, 'a', 'b', NULL, 'third'), (3, 2, 'a', 'b', '\(AttachmentID.sample(0))', 'second');
            """, at: url)
        #expect(await code { _ = try PostgresAuditReader(url: url) } == .olderSchema)

        let chain = AuditChain(key: [UInt8](repeating: 1, count: 32))
        let ledger = try await PostgresLedger.open(url, clock: clock) { $0.auditChain = chain }
        try await ledger.accept(100...100)
        let records = try #require(try PostgresAuditReader(url: url)).records(after: 0, limit: 100)
        #expect(records.map(\.number) == [1, 2, 3, 4, 5])
        #expect(records.map(\.entry.detail) == ["first", "second", "third", "fourth", "Received."])
        #expect(records.map(\.entry.attachment) == [nil, .sample(0), nil, .sample(1), .sample(100)])
        var check = AuditCheck(chain)
        for record in records { try check.take(record) }
        try check.finish()
        #expect(check.faults.isEmpty && check.firstKeyed == 1)

        for (number, state) in states { #expect(try await ledger.attachment(.sample(number))?.state == state) }
        let purged = try await TestDatabase.texts("SELECT concat(state, ' ', purged_at) FROM attachments ORDER BY id", at: url)
        #expect(purged == states.map { $1.isFinal ? "\($1) \(100 + $0)" : "\($1) " } + ["received "])
        #expect(try await ledger.takeJob()?.attachment.id == .sample(0))
        try await OldMessages.expectKnown(to: ledger)
    }

    @Test func refusesALedgerOfANewerProgram() async throws {
        let url = try await TestDatabase.emptySchema()
        _ = try await PostgresLedger.open(url)
        try await TestDatabase.run("INSERT INTO schema_version VALUES (999, 0)", at: url)
        #expect(await code { _ = try await PostgresLedger.open(url) } == .newerSchema)
    }

    @Test func refusesADatabaseThatCannotStoreEveryCharacter() async throws {
        let name = "latin_" + UUID().uuidString.lowercased().prefix(8)
        let url = try TestDatabase.url()
        try await TestDatabase.run("CREATE DATABASE \(name) ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0", at: url)
        let latin = Secret(url.reveal().replacing("/postgres", with: "/\(name)"))
        #expect(await code { _ = try await PostgresLedger.open(latin) } == .unavailable)
    }

    @Test func saysUnavailableForASchemaThatIsNotThere() async throws {
        let url = Secret(try TestDatabase.url().reveal() + "?options=-csearch_path%3Dnowhere")
        #expect(await code { _ = try await PostgresLedger.open(url) } == .unavailable)
    }

    // MARK: Limits and plans

    @Test func refusesMoreThanMayWait() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledger = try await PostgresLedger.open(url, clock: clock) { $0.maximumWaiting = 2 }
        let holder = ConnectionPool(ConnectionOptions(url: url), connections: 1)
        try await holder.run { try $0.open().run(script: "BEGIN; LOCK TABLE attachments") }
        try await withThrowingTaskGroup { group in
            for number in 1...10 { group.addTask { await code { try await ledger.accept(number...number) } } }
            for _ in 1...8 { #expect(try await group.next() == .overloaded) }
            try await holder.run { try $0.open().run(script: "COMMIT") }
            for try await failure in group { #expect(failure == nil) }
        }
    }

    @Test func saysBusyForALockThatIsNotGivenUp() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledger = try await PostgresLedger.open(url, clock: clock) { $0.statementTimeout = .milliseconds(300) }
        let holder = ConnectionPool(ConnectionOptions(url: url), connections: 1)
        try await holder.run { try $0.open().run(script: "BEGIN; LOCK TABLE attachments") }
        #expect(await code { try await ledger.accept(1...1) } == .busy)
        try await holder.run { try $0.open().run(script: "COMMIT") }
        #expect(await code { try await ledger.accept(1...1) } == nil)
    }

    @Test(arguments: WorkQueue.allCases) func takesWorkAlongTheIndex(_ queue: WorkQueue) async throws {
        let url = try await TestDatabase.emptySchema()
        _ = try await PostgresLedger.open(url)
        let statements = queue.statements(.postgres)
        let options = ConnectionOptions(url: url)
        let plans = try await ConnectionPool(options, connections: 1).run { place in
            let connection = try place.open()
            try connection.run(script: PostgresLedger.settings)
            let take = (statements.take, "(1, 1, '{1}', '', 1)", "(bigint, bigint, bigint[], text, bigint)")
            return try [take, queue == .outbox ? (statements.nextDue, "(1)", "(bigint)") : (statements.nextDue, "", "")]
                .enumerated().map {
                    let (sql, values, types) = $1
                    try connection.run(script: "PREPARE p\($0)\(types) AS \(sql.replacing(/\?([1-5])/) { "$\($0.1)" })")
                    return try connection.query("EXPLAIN EXECUTE p\($0)\(values)") { $0.text() }
                }
        }
        for plan in plans {
            #expect(plan.contains { $0.contains("\(queue.rawValue)_due") }, "\(plan.joined(separator: "\n"))")
            #expect(!plan.contains { $0.contains("Sort") }, "\(plan.joined(separator: "\n"))")
        }
        // What is leased is found by its number.
        #expect(plans[0].contains { $0.contains("Index Cond: (id = numbered.lease)") }, "\(plans[0].joined(separator: "\n"))")
    }

    @Test func leavesNoWaiterBehind() async throws {
        let ledger = try await PostgresLedger.open(TestDatabase.emptySchema(), clock: clock)
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
