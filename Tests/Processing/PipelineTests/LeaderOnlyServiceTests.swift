import Foundation
import Ledger
import Lifecycle
import Observability
import Pipeline
import PrivatePostgres
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct ExclusiveServiceTests {
    @Test func runsInOneProcessAndThenInAnother() async throws {
        let url = try await TestDatabase.emptySchema()
        let turns = Turns()
        let signals = [StopSignal(), StopSignal()]
        try await withThrowingTaskGroup { group in
            for (number, stop) in signals.enumerated() {
                let ledger = try await ledger(url)
                group.addTask { try await exclusive(Turn(number, turns), ledger).run(until: stop) }
            }
            let first = await turns.next()
            #expect(turns.running == [first])
            signals[first].trigger()
            #expect(await turns.next() == 1 - first)
            #expect(turns.running == [1 - first])
            signals[1 - first].trigger()
            try await group.waitForAll()
        }
        #expect(turns.running.isEmpty)
    }

    @Test func endsWhenTheLedgerIsAwayAndRunsAgainWhenItIsBack() async throws {
        let server = try await TestServer()
        let (turns, stop) = (Turns(), StopSignal())
        try await withThrowingTaskGroup { group in
            let ledger = try await ledger(server.url)
            group.addTask { try await exclusive(Turn(0, turns), ledger).run(until: stop) }
            _ = await turns.next()
            try await server.kill()
            while !turns.running.isEmpty { await Task.yield() }
            try await server.resume()
            _ = await turns.next()
            stop.trigger()
            try await group.waitForAll()
        }
    }

    @Test func simplyRunsWhereNobodySharesTheLedger() async throws {
        let (turns, stop) = (Turns(), StopSignal())
        let fixture = try await Fixture()
        try await withThrowingTaskGroup { group in
            group.addTask { try await exclusive(Turn(0, turns), fixture.ledger).run(until: stop) }
            #expect(await turns.next() == 0)
            stop.trigger()
            try await group.waitForAll()
        }
    }

    @Test func endsWithTheServiceThatFails() async throws {
        let url = try await TestDatabase.emptySchema()
        let ledger = try await ledger(url)
        await #expect(throws: Failing.Broken.self) { try await exclusive(Failing(), ledger).run(until: StopSignal()) }
    }

    private func exclusive(_ service: any Service, _ ledger: any Ledger) -> LeaderOnlyService {
        LeaderOnlyService(service, role: .watching, ledger: ledger, metrics: MetricsRegistry(), log: Logger())
    }

    private func ledger(_ url: Secret) async throws -> PostgresLedger {
        try await PostgresLedger(url: url, now: { Date() }, newToken: { .random(in: 0 ... .max) })
    }
}

/// Who runs, and who has begun.
private final class Turns: Sendable {
    private let state = Mutex<Set<Int>>([])
    private let begun = AsyncStream.makeStream(of: Int.self)

    var running: Set<Int> { state.withLock { $0 } }

    func begin(_ number: Int) {
        _ = state.withLock { $0.insert(number) }
        begun.continuation.yield(number)
    }

    func end(_ number: Int) { _ = state.withLock { $0.remove(number) } }

    /// The next one to begin.
    func next() async -> Int {
        for await number in begun.stream { return number }
        return -1
    }
}

private struct Turn: Service {
    let name = "turn"
    let number: Int
    let turns: Turns

    init(_ number: Int, _ turns: Turns) { (self.number, self.turns) = (number, turns) }

    func run(until stop: StopSignal) async {
        turns.begin(number)
        await stop.wait()
        turns.end(number)
    }
}

private struct Failing: Service {
    struct Broken: Error {}

    let name = "failing"

    func run(until stop: StopSignal) async throws { throw Broken() }
}
