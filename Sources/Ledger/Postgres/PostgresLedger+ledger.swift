public import Attachments
public import Foundation
import Postgres

/// Each call is one transaction of `LedgerSession`.
extension PostgresLedger {
    /// Looks at the keys first, so that a repetition changes nothing.
    public func accept(_ arrival: Arrival) async throws -> Acceptance {
        try await write { [now] session, events in try session.accept(arrival, at: now(), events: &events) }
    }

    /// Reads one row.
    public func attachment(_ id: AttachmentID) async throws -> Attachment? {
        try await read { try $0.attachment(id.description) }
    }

    /// Looks for one row.
    public func isAnnounced(_ id: AttachmentID) async throws -> Bool {
        try await read { try $0.isAnnounced(id.description) }
    }

    /// Reads one row.
    public func message(_ id: MessageID) async throws -> ConversationMessage? {
        try await read { try $0.message(id) }
    }

    /// Reads the rows of one message.
    public func parts(of id: MessageID) async throws -> [Attachment] {
        try await read { try $0.parts(of: id.description) }
    }

    /// Reads the timeline.
    public func timeline(of id: AttachmentID) async throws -> [TimelineEntry] {
        try await read { try $0.timeline(of: id) }
    }

    /// Reads one page.
    public func attachments(matching query: AttachmentQuery) async throws -> [Attachment] {
        try await read { try $0.attachments(matching: query) }
    }

    /// Leases due jobs.
    public func takeJobs(limit: Int, lease: Duration) async throws -> [Job] {
        let taking = taking(limit, lease)
        return try await read { try $0.takeJobs(taking()) }
    }

    /// Leases due messages.
    public func takeMessages(limit: Int, lease: Duration) async throws -> [OutboxMessage] {
        let taking = taking(limit, lease)
        return try await read { try $0.takeMessages(taking()) }
    }

    /// Leases due fetches.
    public func takeFetches(limit: Int, lease: Duration) async throws -> [Fetch] {
        let taking = taking(limit, lease)
        return try await read { try $0.takeFetches(taking()) }
    }

    /// The time is that of the transaction.
    private func taking(_ limit: Int, _ lease: Duration) -> @Sendable () -> Taking {
        { [now, newToken] in Taking(time: now().milliseconds, limit: limit, lease: lease, newToken: newToken) }
    }

    /// Checks the lease first, so that a late holder changes nothing.
    public func commit(_ step: Step) async throws {
        try await write { [now] session, events in try session.commit(step, at: now(), events: &events) }
    }

    /// Moves the end of the lease.
    public func extend(_ lease: Lease, by duration: Duration) async throws {
        try await write(durable: false) { [now] session, _ in
            try session.extend(lease, until: now().milliseconds + duration.milliseconds)
        }
    }

    /// Waits for a commit that touches the queue, or for the next due time.
    public func waitForWork(_ queue: WorkQueue, atMost limit: Duration) async throws {
        try await waiters.withTicket(for: .work(queue)) { ticket in
            let next = try await read { [now] in try $0.nextDue(in: queue, at: now()) }
            let untilNext = next.map { Duration.seconds($0.timeIntervalSince(now())) } ?? limit
            guard untilNext > .zero else { return }
            try await ticket.wait(atMost: min(untilNext, limit, pollInterval))
        }
    }

    /// Waits for the commit that settles it, whichever process makes it.
    public func settled(_ id: AttachmentID, atMost limit: Duration) async throws -> Attachment? {
        try await lastLook(waitingFor: .settled(id), atMost: limit, at: { try await self.attachment(id) }) { $0.state.isSettled }
    }

    /// Looks again after every event, and now and then in case one is lost, until there is nothing to wait for, or no time.
    func lastLook<Found: Sendable>(
        waitingFor event: Event, atMost limit: Duration, at find: @Sendable () async throws -> Found?, until isOver: (Found) -> Bool
    ) async throws -> Found? {
        let deadline = ContinuousClock.now + limit
        while true {
            let look = try await waiters.withTicket(for: event) { ticket -> Look<Found> in
                let found = try await find()
                let left = deadline - .now
                guard let found, !isOver(found), left > .zero else { return .last(found) }
                try await ticket.wait(atMost: min(left, pollInterval))
                return .again
            }
            if case .last(let found) = look { return found }
        }
    }

    private enum Look<Found> {
        case last(Found?)
        case again
    }

    /// Lets go of what is parked.
    public func retry(_ id: AttachmentID, by actor: String, reason: String) async throws -> Bool {
        try await write { [now] session, events in
            try session.retry(id, by: actor, reason: reason, at: now(), events: &events)
        }
    }

    /// Ends those that this process had before it was started, by its name.
    public func endLeases() async throws {
        guard !options.holder.isEmpty else { return }
        try await write { [now, options] session, events in
            for queue in WorkQueue.allCases {
                let sql = "UPDATE \(queue.rawValue) SET token = NULL, due_at = ? WHERE token IS NOT NULL AND holder = ?"
                if try session.execute(sql, now().milliseconds, options.holder) > 0 { events.insert(.work(queue)) }
            }
        }
    }

    /// Stands by the session of the line that notifies.
    public func leadership(in duty: Duty) -> (any Leadership)? { PostgresLeadership(duty, switchboard.candidacy, waiters) }

    /// Deletes old rows, and those of connections that have long ended.
    public func forgetClaims(before time: Date) async throws {
        try await write { [now] session, _ in
            try session.forgetClaims(before: time, at: now())
            try CommitMark.forgetOld(in: session)
        }
    }

    /// Reads the counts, and adds them up first when many transactions have changed them.
    public func depths() async throws -> Depths {
        try await read { [now] session in
            try session.addUpChanges()
            return try session.depths(at: now())
        }
    }

    /// Inserts the entry.
    public func recordAudit(_ entry: AuditEntry) async throws {
        try await write { session, _ in try session.insert(entry) }
    }

    /// Reads a part of the log.
    public func audit(after number: Int64, limit: Int) async throws -> [AuditRecord] {
        try await read { try $0.safeAuditRecords(after: number, limit: limit) }
    }

    /// Counts the checks, and reads the number through another connection.
    public func check() async throws {
        let written = try await write { session, _ in try session.writeCheck() }
        try await read { try $0.readCheck(of: written) }
    }
}

extension PostgresSession {
    /// Two processes that do it at once add up different rows.
    fileprivate func addUpChanges() throws {
        let many = try first("SELECT 1 FROM changes OFFSET 1000 LIMIT 1") { _ in true } ?? false
        guard many else { return }
        try execute(
            """
            WITH gone AS (DELETE FROM changes RETURNING name, change)
            INSERT INTO changes SELECT name, sum(change) FROM gone GROUP BY name
            """)
    }
}
