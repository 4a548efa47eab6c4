import Attachments
import Foundation
import SQLite

extension SQLiteLedger {
    /// Checks the lease first, so that a late holder changes nothing.
    public func commit(_ step: Step) async throws {
        try await write { [now] database, events in
            let id = step.attachment.description
            try database.settle(step.lease, of: id, step.disposition, events: &events)
            try database.advance(
                id, along: step.entries, detectedType: step.detectedType, verdict: step.verdict, events: &events)
            for entry in step.audit { try database.insert(entry) }
            guard !step.messages.isEmpty else { return }
            for message in step.messages { try database.insert(message, about: id, at: now().milliseconds) }
            events.insert(.work(.outbox))
        }
    }
}

extension Database {
    /// - Throws: `leaseLost`.
    fileprivate func settle(_ lease: Lease, of id: String, _ disposition: Step.Disposition, events: inout Set<Event>) throws {
        let statements = lease.queue.statements
        let token = lease.storedToken
        let rows =
            switch disposition {
            case .keep: try first(statements.find, lease.id, token, id) { Int($0.integer()) } ?? 0
            case .done: try execute(statements.finish, lease.id, token, id)
            case .retry(let time, let reason): try execute(statements.putOff, time.milliseconds, reason, lease.id, token, id)
            case .park(let reason): try execute(statements.park, reason, lease.id, token, id)
            }
        guard rows == 1 else { throw LedgerError.leaseLost(lease) }
        if disposition.mayMakeWorkDue(in: lease.queue) { events.insert(.work(lease.queue)) }
    }

    fileprivate func insert(_ message: NewMessage, about id: String, at time: Int64) throws {
        try execute(
            """
            INSERT INTO outbox (attachment_id, created_at, due_at, kind, idempotency_key, text) VALUES (?1, ?2, ?2, ?3, ?4, ?5)
            """, id, time, message.kind.rawValue, message.idempotencyKey, message.text)
    }
}

extension Step.Disposition {
    /// Work that is put off becomes due at its time; a message that goes may have held up a younger one.
    fileprivate func mayMakeWorkDue(in queue: WorkQueue) -> Bool {
        switch self {
        case .keep: false
        case .retry: true
        case .done, .park: queue == .outbox
        }
    }
}
