import Attachments
import Foundation

extension LedgerSession {
    /// Checks the lease first, so that a late holder changes nothing.
    func commit(_ step: Step, at time: Date, events: inout Set<Event>) throws {
        let id = step.attachment?.description
        try settle(step.lease, of: id, step.disposition, events: &events)
        if let record = step.record {
            let detail = step.entries.first?.detail ?? "held in quarantine"
            if try state(of: record.id.description) == nil {
                try take(in: record, at: time, detail: detail, events: &events)
            } else {
                try complete(record, at: time, detail: detail, events: &events)
            }
        }
        if let id { try remember(step.examinations, of: id, at: time) }
        var messages = step.messages
        if let id, let state = try rest(of: id, by: step, events: &events) {
            try fillSlot(of: id, from: &messages, staysHeld: state == .held, at: time.milliseconds, events: &events)
            try withdrawProvisional(of: id, events: &events)
        }
        if let id { try note(step, about: id, at: time) }
        if let card = step.card { try end(card, at: time, events: &events) }
        for entry in step.audit { try insert(entry) }
        for message in messages {
            try insert(message, about: id, partOf: step.message?.description, at: time.milliseconds)
            events.insert(.work(.outbox))
        }
    }

    /// Moves the attachment along the step's entries; its state when it is settled by this step.
    fileprivate func rest(of id: String, by step: Step, events: inout Set<Event>) throws -> AttachmentState? {
        // An arrival has its first entry already.
        let entries = step.record == nil ? step.entries[...] : step.entries.dropFirst()
        let moved = try advance(
            id, along: Array(entries), detectedType: step.detectedType, verdict: step.verdict, events: &events)
        let state = moved ?? step.record?.state
        return state?.isSettled == true ? state : nil
    }

    /// What was to go out while the attachment was looked at goes no more, unless it is on its way.
    fileprivate func withdrawProvisional(of id: String, events: inout Set<Event>) throws {
        for kind in MessageKind.provisional {
            let gone = try execute(
                "DELETE FROM outbox WHERE attachment_id = ? AND kind = ? AND token IS NULL", id, kind.rawValue)
            if gone > 0 { events.insert(.work(.outbox)) }
        }
    }

    fileprivate func note(_ step: Step, about id: String, at time: Date) throws {
        if let remark = step.remark, let state = try state(of: id) {
            try append(TimelineEntry(at: time, state: state, detail: remark), to: id)
        }
        if let link = step.sentLink {
            try execute(
                "INSERT INTO sent_links VALUES (?1, ?2) ON CONFLICT (attachment_id) DO UPDATE SET url = ?2", id, link)
        }
    }

    /// The place that was kept for the attachment goes to the first message that has no lane of its own, or is given up. That of a
    /// customer's file that is held stays, and holds nothing up any more.
    func fillSlot(
        of id: String, from messages: inout [NewMessage], staysHeld: Bool, at time: Int64, events: inout Set<Event>
    ) throws {
        let found = try first("SELECT id, slot FROM outbox WHERE attachment_id = ? AND slot > 0", id) {
            (id: $0.integer(), kind: Slot(rawValue: Int($0.integer())))
        }
        guard let (slot, kind) = found else { return }
        events.insert(.work(.outbox))
        guard let index = messages.firstIndex(where: { $0.lane == nil }) else {
            if staysHeld, kind == .yielding {
                try execute("UPDATE outbox SET due_at = ? WHERE id = ?", time, slot)
            } else {
                try execute("DELETE FROM outbox WHERE id = ?", slot)
            }
            return
        }
        let message = messages.remove(at: index)
        try execute(
            "UPDATE outbox SET slot = 0, created_at = ?2, due_at = ?2, kind = ?3, idempotency_key = ?4, payload = ?5 WHERE id = ?1",
            slot, time, message.kind.rawValue, message.idempotencyKey, message.payload)
    }

    /// - Throws: `leaseLost`.
    fileprivate func settle(_ lease: Lease, of id: String?, _ disposition: Step.Disposition, events: inout Set<Event>) throws {
        let statements = lease.queue.statements(Self.dialect)
        let token = lease.storedToken
        let rows =
            switch disposition {
            case .keep: try first(statements.find, lease.id, token, id) { Int($0.integer()) } ?? 0
            case .done: try execute(statements.finish, lease.id, token, id)
            case .retry(let time, let reason): try execute(statements.putOff, time.milliseconds, reason, lease.id, token, id)
            case .postpone(let time, let reason):
                try execute(statements.postpone, time.milliseconds, reason, lease.id, token, id)
            case .park(let reason): try execute(statements.park, reason, lease.id, token, id)
            }
        guard rows == 1 else { throw LedgerError.leaseLost(lease) }
        if disposition.mayMakeWorkDue(in: lease.queue) { events.insert(.work(lease.queue)) }
    }

    func insert(
        _ message: NewMessage, about id: String?, partOf origin: String?, lane: String? = nil, at time: Int64
    ) throws {
        try execute(
            """
            INSERT INTO outbox (lane, attachment_id, message_id, created_at, due_at, kind, idempotency_key, payload)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, message.lane ?? lane ?? id ?? origin ?? message.idempotencyKey, id, origin, time,
            time + message.delay.milliseconds, message.kind.rawValue, message.idempotencyKey, message.payload)
    }
}

extension Step.Disposition {
    /// Work that is put off becomes due at its time; a message that goes may have held up a younger one.
    fileprivate func mayMakeWorkDue(in queue: WorkQueue) -> Bool {
        switch self {
        case .keep: false
        case .retry, .postpone: true
        case .done, .park: queue == .outbox
        }
    }
}
