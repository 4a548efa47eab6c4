import Foundation
import SQLite

/// The one thread that writes: it takes all the writes that wait and commits them together, so that they share one fsync. One that goes
/// wrong undoes nothing of the others. Nobody is answered before the commit.
final class GroupWriter: Sendable {
    /// What every group ends with.
    typealias LastWrite = @Sendable (Database) throws -> Void

    private let queue: WriteQueue

    /// Starts the thread, which opens the database.
    ///
    /// - Parameter beforeCommit: a part of every group's transaction.
    /// - Throws: what `open` throws; the thread is gone then.
    init(
        queueLimit: Int, groupLimit: Int, subscriptions: EventSubscriptions, beforeCommit: @escaping LastWrite,
        open: @escaping @Sendable () throws -> Database
    ) async throws {
        let queue = WriteQueue(limit: queueLimit)
        self.queue = queue
        try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                Thread.current.name = "ledger-write"
                do {
                    let database = try open()
                    opened.resume()
                    while let turn = queue.next(atMost: groupLimit) {
                        if !turn.writes.isEmpty { Self.commit(turn.writes, to: database, beforeCommit, waking: subscriptions) }
                        for read in turn.reads { read.run(on: database) }
                    }
                } catch {
                    opened.resume(throwing: error)
                }
            }
            thread.start()
        }
    }

    deinit { queue.close() }

    /// Queues a write and waits until it is committed.
    ///
    /// - Parameter durable: whether it has to be safe from a power cut by then; a killed process loses it in no case.
    /// - Throws: what `body` throws; `overloaded`; or `SQLiteError` when the group could not be committed.
    func write<Value: Sendable>(
        durable: Bool, _ body: @escaping @Sendable (Database, inout Set<Event>) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let write = QueuedWrite(body, durable: durable, answering: continuation)
            if !queue.append(write) { write.answer(failing: LedgerError.overloaded) }
        }
    }

    /// Queues a short read: this connection has the pages at hand that it has just written, which any other would read again.
    ///
    /// - Throws: what `body` throws, or `overloaded`.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            if !queue.append(QueuedRead(body, answering: continuation)) { continuation.resume(throwing: LedgerError.overloaded) }
        }
    }

    private static func commit(
        _ group: [any PendingWrite], to database: Database, _ beforeCommit: LastWrite, waking subscriptions: EventSubscriptions
    ) {
        do {
            // In WAL mode NORMAL commits without an fsync; the next FULL one makes all before it durable, too.
            try database.execute(group.contains { $0.isDurable } ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
            let events = try run(group, on: database, beforeCommit)
            for write in group { write.answer() }
            subscriptions.wake(events)
        } catch {
            for write in group { write.answer(failing: error) }
        }
    }

    /// All in one go; again with a savepoint for each when one of several goes wrong. Savepoints are dear, and errors are rare.
    private static func run(
        _ group: [any PendingWrite], on database: Database, _ beforeCommit: LastWrite
    ) throws -> Set<Event> {
        do {
            return try runTogether(group, on: database, beforeCommit)
        } catch  where group.count > 1 {
            return try runEachAlone(group, on: database, beforeCommit)
        }
    }

    private static func runTogether(
        _ group: [any PendingWrite], on database: Database, _ beforeCommit: LastWrite
    ) throws -> Set<Event> {
        var events: Set<Event> = []
        try database.transaction {
            for write in group { try write.run(on: database, &events) }
            try beforeCommit(database)
        }
        return events
    }

    private static func runEachAlone(
        _ group: [any PendingWrite], on database: Database, _ beforeCommit: LastWrite
    ) throws -> Set<Event> {
        var events: Set<Event> = []
        try database.transaction {
            for write in group { try write.runAlone(on: database, &events) }
            try beforeCommit(database)
        }
        return events
    }
}
