public import Foundation
import SQLite
import Threading

/// The ledger in one SQLite file, for one machine.
///
/// One thread writes, and puts all the writes that wait into one transaction with one fsync; it also reads single rows, and two other
/// threads read lists. Closed when the last reference goes, after the writes that were asked for.
public final class SQLiteLedger: SessionLedger {
    /// What can be set.
    public struct Options: Sendable {
        /// How many writes, and how many reads, may wait; more are refused as `overloaded`.
        public var maximumWaiting = 4096
        /// How many writes share one transaction at most.
        public var maximumGroup = 256
        /// How large the file may grow, in bytes; `nil` leaves it to the disk.
        public var maximumSize: Int64?
        /// How long to wait for another program that writes to the same file.
        public var busyTimeout = Duration.seconds(5)
        /// How the entries of the audit log are linked.
        public var auditChain = AuditChain()

        /// The defaults.
        public init() {}
    }

    let now: @Sendable () -> Date
    let newToken: @Sendable () -> UInt64
    let subscriptions: EventSubscriptions
    /// Every event is one of this process.
    let pollInterval: Duration? = nil
    private let writer: GroupWriter
    private let readers: ThreadPool<Database>
    private let waitingReads: ConcurrencyLimiter

    /// Opens the ledger, makes it where there is none, and brings an older one up to date.
    ///
    /// - Parameters:
    ///   - path: the file; its folder must be there.
    ///   - options: the limits.
    ///   - now: the clock.
    ///   - newToken: chance, for the tokens of leases.
    /// - Throws: `LedgerError`: `newerSchema` when a newer version of the program has written it.
    public convenience init(
        path: String, options: Options = Options(), now: @escaping @Sendable () -> Date, newToken: @escaping @Sendable () -> UInt64
    ) async throws {
        let subscriptions = EventSubscriptions()
        let writer = try await LedgerError.translating {
            try await GroupWriter(
                queueLimit: options.maximumWaiting, groupLimit: options.maximumGroup, subscriptions: subscriptions,
                beforeCommit: { try $0.linkAudit(options.auditChain) }
            ) {
                let database = try Self.open(path, .readWrite, options)
                try Schema.migrate(database, options.auditChain, at: now())
                try database.prepareAudit()
                return database
            }
        }
        self.init(path: path, options: options, now: now, newToken: newToken, subscriptions: subscriptions, writer: writer)
    }

    private init(
        path: String, options: Options, now: @escaping @Sendable () -> Date, newToken: @escaping @Sendable () -> UInt64,
        subscriptions: EventSubscriptions,
        writer: GroupWriter
    ) {
        self.now = now
        self.newToken = newToken
        self.subscriptions = subscriptions
        self.writer = writer
        waitingReads = ConcurrencyLimiter(limit: options.maximumWaiting)
        readers = ThreadPool(name: "ledger-read", threads: 2) { try Self.open(path, .readOnly, options) }
    }

    /// Runs one transaction, together with others that wait.
    ///
    /// - Parameter durable: `false` for leases alone, which end with the process: they cost no fsync.
    func write<Value: Sendable>(
        durable: Bool, _ body: @escaping @Sendable (Database, inout Set<Event>) throws -> Value
    ) async throws -> Value {
        try await LedgerError.translating { try await writer.write(durable: durable, body) }
    }

    /// Runs a read of a few rows behind the writes that wait.
    func readFew<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await LedgerError.translating { try await writer.read(body) }
    }

    /// Runs a read that may take long on one of the reading threads.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await LedgerError.translating {
            try await waitingReads.pass { try await readers.run { try body($0) } }
        }
    }

    /// Leases in the queue of writes: there is one writer in any case.
    func lease<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await write(durable: false) { session, _ in try body(session) }
    }

    private static func open(_ path: String, _ mode: Database.Mode, _ options: Options) throws -> Database {
        let database = try Database(path: path, mode: mode, busyTimeout: options.busyTimeout, pragmas: ["temp_store": "MEMORY"])
        if mode == .readWrite { try database.run(script: writerPragmas(options)) }
        return database
    }

    private static func writerPragmas(_ options: Options) -> String {
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA max_page_count = \(options.maximumSize.map { max(1, $0 / pageSize) } ?? Int64(UInt32.max - 1));
        """
    }

    private static let pageSize: Int64 = 4096
}
