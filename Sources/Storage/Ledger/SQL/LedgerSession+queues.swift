import Attachments
import Foundation

extension LedgerSession {
    func takeJobs(_ taking: LeaseRequest) throws -> [Job] {
        try take(.jobs, taking) { work, row in
            Job(
                lease: work.lease, attachment: try Attachment(&row), message: try ConversationMessage.joined(&row),
                attempts: work.attempts, createdAt: work.createdAt, reason: work.reason)
        }
    }

    func takeMessages(_ taking: LeaseRequest) throws -> [OutboxMessage] {
        try take(.outbox, taking) { work, row in
            OutboxMessage(
                lease: work.lease, attachment: try Attachment.joined(&row), origin: try ConversationMessage.joined(&row),
                kind: try row.word("message kind"), idempotencyKey: row.text(), payload: row.optionalText(),
                attempts: work.attempts, createdAt: work.createdAt, reason: work.reason, sentLink: row.optionalText(),
                overtakes: row.identifiers())
        }
    }

    func takeFetches(_ taking: LeaseRequest) throws -> [Fetch] {
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
    func nextDue(in queue: WorkQueue, at time: Date) throws -> Date? {
        let statements = queue.statements(Self.dialect)
        guard let nextTurn = statements.nextTurn else { return try first(statements.nextDue) { $0.date() } }
        let due = try first(statements.nextDue, time.milliseconds) { $0.date() }
        let turn = try first(nextTurn, time.milliseconds) { $0.date() }
        return [due, turn].compactMap(\.self).min()
    }

    private func take<Work>(
        _ queue: WorkQueue, _ taking: LeaseRequest, read: (LeasedWork, inout Row) throws -> Work
    ) throws -> [Work] {
        try lease(queue, taking) { token, row in try read(try LeasedWork(&row, of: queue, token: token), &row) }
    }
}

/// How much work is taken, and for how long.
struct LeaseRequest: Sendable {
    /// Milliseconds since 1970.
    let time: Int64
    let limit: Int
    let lease: Duration
    let newToken: @Sendable () -> UInt64

    /// Milliseconds since 1970.
    var end: Int64 { time + lease.milliseconds }
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
