import Attachments
import Foundation

extension LedgerSession {
    func takeJobs(_ taking: Taking) throws -> [Job] {
        try take(.jobs, taking) { work, row in
            Job(
                lease: work.lease, attachment: try Attachment(&row), message: try ConversationMessage.joined(&row),
                attempts: work.attempts, createdAt: work.createdAt, reason: work.reason)
        }
    }

    func takeMessages(_ taking: Taking) throws -> [OutboxMessage] {
        try take(.outbox, taking) { work, row in
            OutboxMessage(
                lease: work.lease, attachment: try Attachment.joined(&row), origin: try ConversationMessage.joined(&row),
                kind: try row.word("message kind"), idempotencyKey: row.text(), payload: row.optionalText(),
                attempts: work.attempts, createdAt: work.createdAt, reason: work.reason, sentLink: row.optionalText())
        }
    }

    func takeFetches(_ taking: Taking) throws -> [Fetch] {
        try take(.fetches, taking) { work, row in
            Fetch(
                lease: work.lease, id: try row.identifier(), file: try AnnouncedFile(&row), message: try ConversationMessage(&row),
                attempts: work.attempts, createdAt: work.createdAt, reason: work.reason)
        }
    }

    /// - Throws: `leaseLost`.
    func extend(_ lease: Lease, until end: Int64) throws {
        guard try execute(lease.queue.statements(Self.dialect).extend, end, lease.id, lease.storedToken) == 1 else {
            throw LedgerError.leaseLost(lease)
        }
    }

    /// When the next row of the queue may be taken.
    func nextDue(in queue: WorkQueue) throws -> Date? {
        try first(queue.statements(Self.dialect).nextDue) { $0.date() }
    }

    /// Leases what is due. The rows are read before the first is changed, for changing them moves them in the index.
    private func take<Work>(
        _ queue: WorkQueue, _ taking: Taking, read: (LeasedWork, inout Row) throws -> Work
    ) throws -> [Work] {
        let taken = try query(queue.statements(Self.dialect).due, taking.time, taking.limit) { row in
            let work = try LeasedWork(&row, of: queue, token: taking.newToken())
            return (lease: work.lease, work: try read(work, &row))
        }
        try write(taken.map(\.lease), of: queue, until: taking.time + taking.lease.milliseconds)
        return taken.map(\.work)
    }
}

/// How much work is taken, and for how long.
struct Taking: Sendable {
    /// Milliseconds since 1970.
    let time: Int64
    let limit: Int
    let lease: Duration
    let newToken: @Sendable () -> UInt64
}

/// What is common to all queues.
private struct LeasedWork {
    let lease: Lease
    let attempts: Int
    let createdAt: Date
    let reason: String?

    init(_ row: inout some LedgerRow, of queue: WorkQueue, token: UInt64) throws {
        lease = Lease(queue: queue, id: row.integer(), token: token)
        attempts = Int(row.integer()) + 1
        createdAt = row.date()
        reason = row.optionalText()
    }
}

extension Lease {
    /// The databases' integers have a sign.
    var storedToken: Int64 { Int64(bitPattern: token) }
}
