import Attachments
import Foundation
import SQLite

extension SQLiteLedger {
    /// Leases due jobs.
    public func takeJobs(limit: Int, lease: Duration) async throws -> [Job] {
        try await take(.jobs, limit: limit, lease: lease) { work, row in
            Job(
                lease: work.lease, attachment: try Attachment(&row), message: try ConversationMessage.joined(&row),
                attempts: work.attempts, createdAt: work.createdAt, reason: work.reason)
        }
    }

    /// Leases due messages.
    public func takeMessages(limit: Int, lease: Duration) async throws -> [OutboxMessage] {
        try await take(.outbox, limit: limit, lease: lease) { work, row in
            OutboxMessage(
                lease: work.lease, attachment: try Attachment.joined(&row), origin: try ConversationMessage.joined(&row),
                kind: try row.word("message kind"), idempotencyKey: row.text(), payload: row.optionalText(),
                attempts: work.attempts, createdAt: work.createdAt, reason: work.reason, sentLink: row.optionalText())
        }
    }

    /// Leases due fetches.
    public func takeFetches(limit: Int, lease: Duration) async throws -> [Fetch] {
        try await take(.fetches, limit: limit, lease: lease) { work, row in
            Fetch(
                lease: work.lease, id: try row.identifier(), file: try AnnouncedFile(&row), message: try ConversationMessage(&row),
                attempts: work.attempts, createdAt: work.createdAt, reason: work.reason)
        }
    }

    /// Moves the end of the lease.
    public func extend(_ lease: Lease, by duration: Duration) async throws {
        try await write(durable: false) { [now] database, _ in
            let end = now().milliseconds + duration.milliseconds
            guard try database.execute(lease.queue.statements.extend, end, lease.id, lease.storedToken) == 1 else {
                throw LedgerError.leaseLost(lease)
            }
        }
    }

    /// Waits for a commit that touches the queue, or for the next due time.
    public func waitForWork(_ queue: WorkQueue, atMost limit: Duration) async throws {
        try await waiters.withTicket(for: .work(queue)) { ticket in
            let next = try await readFew { try $0.first(queue.statements.nextDue) { $0.date() } }
            let untilNext = next.map { Duration.seconds($0.timeIntervalSince(now())) } ?? limit
            guard untilNext > .zero else { return }
            try await ticket.wait(atMost: min(untilNext, limit))
        }
    }

    /// Leases what is due. The rows are read before the first is changed, for changing them moves them in the index.
    private func take<Work: Sendable>(
        _ queue: WorkQueue, limit: Int, lease: Duration, read: @escaping @Sendable (LeasedWork, inout Row) throws -> Work
    ) async throws -> [Work] {
        try await write(durable: false) { [now, newToken] database, _ in
            let time = now().milliseconds
            let taken = try database.query(queue.statements.due, time, limit) { row in
                let work = try LeasedWork(&row, of: queue, token: newToken())
                return (lease: work.lease, work: try read(work, &row))
            }
            for (own, _) in taken {
                try database.execute(queue.statements.lease, own.storedToken, time + lease.milliseconds, own.id)
            }
            return taken.map(\.work)
        }
    }
}

/// What is common to all queues.
private struct LeasedWork {
    let lease: Lease
    let attempts: Int
    let createdAt: Date
    let reason: String?

    init(_ row: inout Row, of queue: WorkQueue, token: UInt64) throws {
        lease = Lease(queue: queue, id: row.integer(), token: token)
        attempts = Int(row.integer()) + 1
        createdAt = row.date()
        reason = row.optionalText()
    }
}

extension Lease {
    /// SQLite's integers have a sign.
    var storedToken: Int64 { Int64(bitPattern: token) }
}

extension SQLiteLedger {
    /// Ends every lease, so that what a process that died had in hand is taken up at once and not when the leases run out.
    ///
    /// For the one process that has the ledger to itself, before it takes any work.
    public func endLeases() async throws {
        try await write { [now] database, events in
            for queue in WorkQueue.allCases {
                try database.execute(queue.statements.endLeases, now().milliseconds)
                events.insert(.work(queue))
            }
        }
    }
}
