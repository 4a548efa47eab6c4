public import Foundation
public import Observability
import Postgres

/// The ledger in one schema of a PostgreSQL database, for any number of processes on any number of machines.
///
/// Each write is a transaction of its own, on one of a few connections that have a thread each. Their clocks must agree to within a
/// small part of a lease. When the server goes away calls wait for it for a while, and then throw `unavailable`; a write whose commit was
/// not answered is looked up, so that it throws only when it was not made, or when the server does not come back in time to tell.
public final class PostgresLedger: SessionLedger {
    /// What can be set.
    public struct Options: Sendable {
        /// Connections for reading and writing; one more listens.
        public var connections = 8
        /// How many calls may run and wait; more are refused as `overloaded`.
        public var maximumWaiting = 4096
        /// After how long a waiting call looks by itself, in case a notification was lost.
        public var pollInterval = Duration.seconds(5)
        /// How long making a connection may take.
        public var connectTimeout = Duration.seconds(5)
        /// How long one statement may take.
        public var statementTimeout = Duration.seconds(30)
        /// How long a call waits for a server that has gone away.
        public var patience = Duration.seconds(5)
        /// How the entries of the audit log are linked.
        public var auditChain = AuditChain()
        /// Names this process among those that share the ledger, the same at each of its starts: a process that comes back ends the leases
        /// that it had. Empty: it has no name, and leases last until their end.
        public var holder = ""

        /// The defaults.
        public init() {}
    }

    let now: @Sendable () -> Date
    let newToken: @Sendable () -> UInt64
    let subscriptions: EventSubscriptions
    var pollInterval: Duration? { options.pollInterval }
    let options: Options
    private let pool: ConnectionPool
    private let waiting: ConcurrencyLimiter
    let switchboard: NotificationFanout

    /// Connects, makes the tables where there are none, and brings older ones up to date; several processes may do so at once.
    ///
    /// - Parameters:
    ///   - url: as libpq reads it; the tables are in the first schema of the connection's search path.
    ///   - options: the limits.
    ///   - now: the clock.
    ///   - newToken: chance, for the tokens of leases.
    /// - Throws: `LedgerError`: `newerSchema` when a newer version of the program has written it.
    public convenience init(
        url: Secret, options: Options = Options(), now: @escaping @Sendable () -> Date, newToken: @escaping @Sendable () -> UInt64
    ) async throws {
        let connection = ConnectionOptions(url: url, options)
        let pool = ConnectionPool(connection, connections: options.connections)
        // To bring large tables up to date, or to wait for another process that does, takes as long as it takes.
        var patient = connection
        patient.statementTimeout = .seconds(86_400)
        let migration = ConnectionPool(patient, connections: 1)
        let subscriptions = EventSubscriptions()
        let switchboard = try await LedgerError.translating {
            let channel = try await migration.run { place in try PostgresSchema.prepare(place.open(), options.auditChain, at: now())
            }
            return try NotificationFanout(connection, channel: channel, subscriptions: subscriptions)
        }
        self.init(options, now: now, newToken: newToken, subscriptions: subscriptions, pool: pool, switchboard: switchboard)
    }

    private init(
        _ options: Options, now: @escaping @Sendable () -> Date, newToken: @escaping @Sendable () -> UInt64,
        subscriptions: EventSubscriptions,
        pool: ConnectionPool, switchboard: NotificationFanout
    ) {
        self.now = now
        self.newToken = newToken
        self.subscriptions = subscriptions
        self.pool = pool
        self.switchboard = switchboard
        self.options = options
        waiting = ConcurrencyLimiter(limit: options.maximumWaiting)
    }

    /// Runs one transaction, and tells everybody what it brought about.
    ///
    /// - Parameter durable: `false` for the ends of leases alone, which cost no fsync: one that is forgotten ends earlier.
    func write<Value: Sendable>(
        durable: Bool, _ body: @escaping @Sendable (PostgresSession, inout Set<Event>) throws -> Value
    ) async throws -> Value {
        let written = try await run { [options] place in
            try Transaction(place, durable ? .durable : .forgettable, options).run(body)
        }
        subscriptions.wake(written.events)
        switchboard.announce(written.events)
        return written.value
    }

    /// Runs a read, or one statement that leases; again when the connection breaks. What was leased without an answer is free when the
    /// lease ends.
    func read<Value: Sendable>(_ body: @escaping @Sendable (PostgresSession) throws -> Value) async throws -> Value {
        try await run { [options] place in
            do {
                return try body(PostgresSession(try place.open(), holder: options.holder))
            } catch let error as PostgresError where error.code == .connectionLost {
                return try body(PostgresSession(try place.open(), holder: options.holder))
            }
        }
    }

    /// Few rows or many: each connection has a thread.
    func readFew<Value: Sendable>(_ body: @escaping @Sendable (PostgresSession) throws -> Value) async throws -> Value {
        try await read(body)
    }

    /// Leases by one statement, which is a transaction of its own.
    func lease<Value: Sendable>(_ body: @escaping @Sendable (PostgresSession) throws -> Value) async throws -> Value {
        try await read(body)
    }

    private func run<Value: Sendable>(_ job: @escaping @Sendable (PooledConnection) throws -> Value) async throws -> Value {
        try await LedgerError.translating { try await waiting.pass { try await pool.run(job) } }
    }
}

extension ConnectionOptions {
    fileprivate init(url: Secret, _ options: PostgresLedger.Options) {
        self.init(url: url)
        connectTimeout = options.connectTimeout
        statementTimeout = options.statementTimeout
        patience = options.patience
        setUp = PostgresLedger.settings
    }
}

extension PostgresLedger {
    /// The statements are few, and each has its index: plans are made once, and a table that was empty when its plan was made does not
    /// lead them astray. A process that stands still, or whose machine is gone, gives its locks up within half a minute.
    static let settings = """
        SET plan_cache_mode = force_generic_plan;
        SET enable_seqscan = off;
        SET enable_bitmapscan = off;
        SET jit = off;
        SET default_transaction_isolation = 'read committed';
        SET idle_in_transaction_session_timeout = '30s';
        SET tcp_keepalives_idle = 10;
        SET tcp_keepalives_interval = 5;
        SET tcp_keepalives_count = 3;
        SET tcp_user_timeout = '25s';

        """ + durability

    /// Accepted means durable, whatever the server's default is.
    static let durability =
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';"
}
