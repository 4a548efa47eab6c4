public import Attachments
public import Foundation
import SQLite

/// Each call is one transaction of `LedgerSession`.
extension SQLiteLedger {
    /// Looks at the keys first, so that a repetition changes nothing.
    public func accept(_ arrival: Arrival) async throws -> Acceptance {
        try await write { [now] session, events in try session.accept(arrival, at: now(), events: &events) }
    }

    /// Reads one row.
    public func attachment(_ id: AttachmentID) async throws -> Attachment? {
        try await readFew { try $0.attachment(id.description) }
    }

    /// Looks for one row.
    public func isAnnounced(_ id: AttachmentID) async throws -> Bool {
        try await readFew { try $0.isAnnounced(id.description) }
    }

    /// Reads one row.
    public func message(_ id: MessageID) async throws -> ConversationMessage? {
        try await readFew { try $0.message(id) }
    }

    /// Reads the rows of one message.
    public func parts(of id: MessageID) async throws -> [Attachment] {
        try await readFew { try $0.parts(of: id.description) }
    }

    /// Reads the timeline.
    public func timeline(of id: AttachmentID) async throws -> [TimelineEntry] {
        try await readFew { try $0.timeline(of: id) }
    }

    /// Reads one page.
    public func attachments(matching query: AttachmentQuery) async throws -> [Attachment] {
        try await read { try $0.attachments(matching: query) }
    }

    /// Leases due jobs.
    public func takeJobs(limit: Int, lease: Duration) async throws -> [Job] {
        let taking = taking(limit, lease)
        return try await write(durable: false) { session, _ in try session.takeJobs(taking()) }
    }

    /// Leases due messages.
    public func takeMessages(limit: Int, lease: Duration) async throws -> [OutboxMessage] {
        let taking = taking(limit, lease)
        return try await write(durable: false) { session, _ in try session.takeMessages(taking()) }
    }

    /// Leases due fetches.
    public func takeFetches(limit: Int, lease: Duration) async throws -> [Fetch] {
        let taking = taking(limit, lease)
        return try await write(durable: false) { session, _ in try session.takeFetches(taking()) }
    }

    /// The time is that of the transaction.
    private func taking(_ limit: Int, _ lease: Duration) -> @Sendable () -> Taking {
        { [now, newToken] in Taking(time: now().milliseconds, limit: limit, lease: lease, newToken: newToken) }
    }

    /// Checks the lease first, so that a late holder changes nothing.
    public func commit(_ step: Step) async throws {
        try await write { [now] session, events in try session.commit(step, at: now(), events: &events) }
    }

    /// The ledger's file is one process's.
    public func leadership(in duty: Duty) -> (any Leadership)? { nil }

    /// Moves the end of the lease.
    public func extend(_ lease: Lease, by duration: Duration) async throws {
        try await write(durable: false) { [now] session, _ in
            try session.extend(lease, until: now().milliseconds + duration.milliseconds)
        }
    }

    /// Waits for a commit that touches the queue, or for the next due time.
    public func waitForWork(_ queue: WorkQueue, atMost limit: Duration) async throws {
        try await waiters.withTicket(for: .work(queue)) { ticket in
            let next = try await readFew { [now] in try $0.nextDue(in: queue, at: now()) }
            let untilNext = next.map { Duration.seconds($0.timeIntervalSince(now())) } ?? limit
            guard untilNext > .zero else { return }
            try await ticket.wait(atMost: min(untilNext, limit))
        }
    }

    /// Waits for the commit that settles it.
    public func settled(_ id: AttachmentID, atMost limit: Duration) async throws -> Attachment? {
        try await waiters.withTicket(for: .settled(id)) { ticket in
            let found = try await attachment(id)
            guard let found, !found.state.isSettled else { return found }
            try await ticket.wait(atMost: limit)
            return try await attachment(id)
        }
    }

    /// Lets go of what is parked.
    public func retry(_ id: AttachmentID, by actor: String, reason: String) async throws -> Bool {
        try await write { [now] session, events in
            try session.retry(id, by: actor, reason: reason, at: now(), events: &events)
        }
    }

    /// Deletes old rows.
    public func forgetClaims(before time: Date) async throws {
        try await write { [now] session, _ in try session.forgetClaims(before: time, at: now()) }
    }

    /// Counts.
    public func depths() async throws -> Depths {
        try await read { [now] in try $0.depths(at: now()) }
    }

    /// Inserts the entry.
    public func recordAudit(_ entry: AuditEntry) async throws {
        try await write { session, _ in try session.insert(entry) }
    }

    /// Reads a part of the log.
    public func audit(after number: Int64, limit: Int) async throws -> [AuditRecord] {
        try await read { try $0.auditRecords(after: number, limit: limit) }
    }

    /// Counts the checks, and reads the number through another connection.
    public func check() async throws {
        let written = try await write { session, _ in try session.writeCheck() }
        try await read { try $0.readCheck(of: written) }
    }

    /// Ends every lease: there is no other process that could have one.
    public func endLeases() async throws {
        try await write { [now] session, events in
            for queue in WorkQueue.allCases {
                try session.execute(queue.statements(.sqlite).endLeases, now().milliseconds)
                events.insert(.work(queue))
            }
        }
    }
}
