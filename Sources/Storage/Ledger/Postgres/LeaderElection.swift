import Postgres
import Synchronization

/// The duties that this process stands for, and those it leads in: whose advisory locks are held by the session of the notification line. They
/// go when the session ends, however the process ends, so that nobody has to be declared dead.
final class LeaderElection: Sendable {
    private struct State {
        var candidates: [LeaderRole: Int] = [:]
        var leading: Set<LeaderRole> = []
        var looksAgainAt = ContinuousClock.now
    }

    /// How often the others look whether a duty is free, and a leader whether its session still stands.
    private static let interval = Duration.seconds(1)
    /// After how long without a word the server ends a leader's session: a process that stands still keeps it, as the system answers for it.
    private static let longestSilence = Duration.seconds(25)

    private let subscriptions: EventSubscriptions
    private let waker: Waker
    private let state = Mutex(State())

    init(subscriptions: EventSubscriptions, waker: Waker) {
        self.subscriptions = subscriptions
        self.waker = waker
    }

    func stand(for role: LeaderRole) {
        change { $0[role, default: 0] += 1 }
    }

    func resign(from role: LeaderRole) {
        change { $0[role, default: 1] -= 1 }
    }

    private func change(_ body: (inout [LeaderRole: Int]) -> Void) {
        state.withLock { state in
            body(&state.candidates)
            state.looksAgainAt = .now
        }
        waker.ring()
    }

    func leads(in role: LeaderRole) -> Bool { state.withLock { $0.leading.contains(role) } }

    /// Takes what is free, and gives up what is not wanted any more, when it is time to look; always on the session that has the locks.
    ///
    /// - Returns: after how long to look again; `nil` when this process stands for nothing.
    func look(on connection: Connection) throws -> Duration? {
        let (wanted, leading, time) = state.withLock { state in
            (Set(state.candidates.filter { $0.value > 0 }.keys), state.leading, state.looksAgainAt)
        }
        guard !wanted.isEmpty || !leading.isEmpty else { return nil }
        if time > .now { return time - .now }
        for role in leading.subtracting(wanted) { try Self.call("pg_advisory_unlock", role, on: connection) }
        var led = leading.intersection(wanted)
        for role in wanted.subtracting(leading) where try Self.call("pg_try_advisory_lock", role, on: connection) {
            led.insert(role)
        }
        // A lock goes with its session alone, and that the session stands is known only when it answers.
        if led == wanted { try connection.execute("SELECT 1") }
        if led.isEmpty != leading.isEmpty { try limitSilence(of: connection, to: led.isEmpty ? .zero : Self.longestSilence) }
        lead(in: led)
        return Self.interval
    }

    /// The session has ended, or will: others may lead now.
    func lose() { lead(in: []) }

    private func lead(in duties: Set<LeaderRole>) {
        let changed = state.withLock { state in
            defer { (state.leading, state.looksAgainAt) = (duties, .now + Self.interval) }
            return state.leading.symmetricDifference(duties)
        }
        subscriptions.wake(Set(changed.map { .leadership($0) }))
    }

    /// - Parameter limit: zero: it may be silent for ever.
    private func limitSilence(of connection: Connection, to limit: Duration) throws {
        try connection.run(script: "SET idle_session_timeout = \(Int64(limit / .milliseconds(1)))")
    }

    /// The lock's first number is that of a table, so that ledgers in other schemas of the database have other locks.
    @discardableResult
    private static func call(_ function: String, _ role: LeaderRole, on connection: Connection) throws -> Bool {
        let sql = "SELECT \(function)('jobs'::regclass::oid::int4, ?::int4)"
        return try connection.query(sql, [Int64(role.rawValue)]) { $0.text() == "t" }.first ?? false
    }
}
