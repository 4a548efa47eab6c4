import Foundation
import SQLite

/// The one thread that writes: it takes all the writes that wait, runs each in its own savepoint, and commits them together, so that
/// they share one fsync. Nobody is answered before the commit.
final class GroupWriter: Sendable {
    private let queue: WriteQueue

    /// Starts the thread, which opens the database.
    ///
    /// - Throws: what `open` throws; the thread is gone then.
    init(
        queueLimit: Int, groupLimit: Int, waiters: Waiters, open: @escaping @Sendable () throws -> Database
    ) async throws {
        let queue = WriteQueue(limit: queueLimit)
        self.queue = queue
        try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                do {
                    let database = try open()
                    opened.resume()
                    while let group = queue.next(atMost: groupLimit) { Self.commit(group, to: database, waking: waiters) }
                } catch {
                    opened.resume(throwing: error)
                }
            }
            thread.name = "ledger-write"
            thread.start()
        }
    }

    deinit { queue.close() }

    /// Queues a write and waits until it is durable.
    ///
    /// - Throws: what `body` throws; `overloaded`; or `SQLiteError` when the group could not be committed.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database, inout Set<Event>) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let write = QueuedWrite(body, answering: continuation)
            if !queue.append(write) { write.answer(failing: LedgerError.overloaded) }
        }
    }

    private static func commit(_ group: [any PendingWrite], to database: Database, waking waiters: Waiters) {
        var events: Set<Event> = []
        do {
            try database.transaction {
                for write in group { try write.run(on: database, &events) }
            }
        } catch {
            for write in group { write.answer(failing: error) }
            return
        }
        for write in group { write.answer() }
        waiters.wake(events)
    }
}
