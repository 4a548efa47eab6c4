import Attachments
import Foundation

/// A ledger whose calls are transactions of `LedgerSession`. What both databases do alike stands here once; each adds how it reads, writes
/// and leases, and what it alone does.
protocol SessionLedger: Ledger {
    associatedtype Session: LedgerSession

    /// The clock.
    var now: @Sendable () -> Date { get }
    /// Chance, for the tokens of leases.
    var newToken: @Sendable () -> UInt64 { get }
    /// Who waits in this process for something to happen.
    var subscriptions: EventSubscriptions { get }
    /// After how long a waiting call looks by itself; `nil` where no event can be lost.
    var pollInterval: Duration? { get }

    /// Runs one transaction, and wakes those who wait for what it brought about.
    ///
    /// - Parameter durable: `false` for the ends of leases alone: one that is forgotten ends earlier.
    func write<Value: Sendable>(
        durable: Bool, _ body: @escaping @Sendable (Session, inout Set<Event>) throws -> Value
    ) async throws -> Value
    /// Runs a read that may take long.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Session) throws -> Value) async throws -> Value
    /// Runs a read of a few rows.
    func readFew<Value: Sendable>(_ body: @escaping @Sendable (Session) throws -> Value) async throws -> Value
    /// Runs what leases rows of one queue.
    func lease<Value: Sendable>(_ body: @escaping @Sendable (Session) throws -> Value) async throws -> Value
}

extension SessionLedger {
    /// Runs one durable transaction.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Session, inout Set<Event>) throws -> Value
    ) async throws -> Value {
        try await write(durable: true, body)
    }

    // MARK: Attachments and messages

    /// Looks at the keys first, so that a repetition changes nothing.
    public func accept(_ record: IntakeRecord) async throws -> IntakeResult {
        try await write { [now] session, events in try session.accept(record, at: now(), events: &events) }
    }

    /// Reads one row.
    public func attachment(_ id: AttachmentID) async throws -> Attachment? {
        try await readFew { try $0.attachment(id.description) }
    }

    /// Reads one row.
    public func filesTaken(under token: String) async throws -> Int {
        try await readFew { try $0.filesTaken(under: token) }
    }

    /// Looks for one row.
    public func isClaimed(_ key: String, in scope: String) async throws -> Bool {
        try await readFew { try $0.isClaimed(key, in: scope) }
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

    // MARK: Work

    /// Leases due jobs.
    public func takeJobs(limit: Int, lease: Duration) async throws -> [Job] {
        let taking = taking(limit, lease)
        return try await self.lease { try $0.takeJobs(taking()) }
    }

    /// Leases due messages.
    public func takeMessages(limit: Int, lease: Duration) async throws -> [OutboxMessage] {
        let taking = taking(limit, lease)
        return try await self.lease { try $0.takeMessages(taking()) }
    }

    /// Leases due fetches.
    public func takeFetches(limit: Int, lease: Duration) async throws -> [Fetch] {
        let taking = taking(limit, lease)
        return try await self.lease { try $0.takeFetches(taking()) }
    }

    /// The time is that of the transaction.
    private func taking(_ limit: Int, _ lease: Duration) -> @Sendable () -> LeaseRequest {
        { [now, newToken] in LeaseRequest(time: now().milliseconds, limit: limit, lease: lease, newToken: newToken) }
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

    /// Lets go of what is parked.
    public func retry(_ id: AttachmentID, by actor: String, reason: String) async throws -> Bool {
        try await write { [now] session, events in
            try session.retry(id, by: actor, reason: reason, at: now(), events: &events)
        }
    }

    // MARK: The log

    /// Inserts the entry.
    public func recordAudit(_ entry: AuditEntry) async throws {
        try await write { session, _ in try session.insert(entry) }
    }

    /// Counts the checks, and reads the number through another connection.
    public func check() async throws {
        let written = try await write { session, _ in try session.writeCheck() }
        try await read { try $0.readCheck(of: written) }
    }
}
