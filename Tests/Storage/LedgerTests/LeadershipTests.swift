import Observability
import Postgres
import PrivatePostgres
import TestSupport
import Testing

@testable import Ledger

/// One leads, and another one as soon as it has ended, however that was.
@Suite(.timeLimit(.minutes(1))) struct LeadershipTests {
    @Test func oneOfManyLeadsInEachDuty() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledgers = try await ledgers(4, at: url)
        let leaderships = ledgers.map { ledger in LeaderRole.allCases.compactMap { ledger.leadership(in: $0) } }
        for role in LeaderRole.allCases.indices {
            try await first(leaderships.map { $0[role] })
        }
        #expect(try await held(at: url) == LeaderRole.allCases.count)
        withExtendedLifetime(leaderships) {}
    }

    @Test func anotherLeadsWhenItIsGivenUp() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledgers = try await ledgers(2, at: url)
        var one = ledgers[0].leadership(in: .watching)
        try await one?.won()
        let other = try #require(ledgers[1].leadership(in: .watching))
        one = nil
        try await other.won()
    }

    @Test func anotherLeadsWhenTheSessionIsCut() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledgers = try await ledgers(2, at: url)
        let one = try #require(ledgers[0].leadership(in: .watching))
        try await one.won()
        let other = try #require(ledgers[1].leadership(in: .watching))
        let leader = try await TestDatabase.texts(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 'jobs'::regclass", at: url)
        try await TestDatabase.run("SELECT pg_terminate_backend(\(leader[0]), 5000)", at: url)
        try await one.lost()
        // Who lost it stands again, and may have been the faster.
        try await first([one, other])
        #expect(try await held(at: url) == 1)
    }

    /// A process that stands still keeps its connection: the system goes on answering for it.
    @Test func anotherLeadsWhenALeaderStandsStill() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledger = try await PostgresLedger.open(url)
        let pool = ConnectionPool(ConnectionOptions(url: url), connections: 1)
        let election = try LeaderElection(subscriptions: EventSubscriptions(), waker: Waker())
        election.stand(for: .watching)
        try await pool.run { _ = try election.look(on: $0.open()) }
        #expect(election.leads(in: .watching))
        // It never looks again.
        let other = try #require(ledger.leadership(in: .watching))
        try await other.won()
        withExtendedLifetime(pool) {}
    }

    @Test func nobodyLeadsWhileTheServerIsAway() async throws {
        let server = try await TestServer()
        let ledger = try await PostgresLedger.open(server.url)
        let leadership = try #require(ledger.leadership(in: .watching))
        try await leadership.won()
        try await server.kill()
        try await leadership.lost()
        try await server.resume()
        try await leadership.won()
    }

    @Test func ledgersInOtherSchemasHaveLeadersOfTheirOwn() async throws {
        for _ in 1...2 {
            let ledger = try await PostgresLedger.open(TestDatabase.emptySchema())
            let leadership = try #require(ledger.leadership(in: .watching))
            try await leadership.won()
        }
    }

    @Test func whoWaitsCanBeCancelled() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledgers = try await ledgers(2, at: url)
        let one = try #require(ledgers[0].leadership(in: .watching))
        try await one.won()
        let other = try #require(ledgers[1].leadership(in: .watching))
        let waiting = Task { try await other.won() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }

    @Test func theLedgerOfOneProcessHasNoLeaders() async throws {
        let ledger = try await SQLiteLedger.open(in: TestFolder())
        #expect(ledger.leadership(in: .watching) == nil)
    }

    private func ledgers(_ count: Int, at url: Secret) async throws -> [PostgresLedger] {
        var ledgers: [PostgresLedger] = []
        for _ in 1...count { ledgers.append(try await .open(url)) }
        return ledgers
    }

    /// Waits until one of them leads.
    private func first(_ leaderships: [any Leadership]) async throws {
        try await withThrowingTaskGroup { group in
            for leadership in leaderships { group.addTask { try await leadership.won() } }
            try await group.next()
            group.cancelAll()
        }
    }

    private func held(at url: Secret) async throws -> Int {
        try await TestDatabase.texts(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 'jobs'::regclass", at: url
        ).count
    }
}
