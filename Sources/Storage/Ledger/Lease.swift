/// The right to work on one job or message until a time; lost when the time is over and somebody else takes it.
public struct Lease: Sendable, Hashable {
    /// Where the job or message is.
    public let queue: WorkQueue
    /// Its number there.
    public let id: Int64
    /// Drawn anew for each taking, so that a late holder is told from the present one.
    public let token: UInt64

    /// Makes a lease; for ledgers and tests.
    public init(queue: WorkQueue, id: Int64, token: UInt64) {
        self.queue = queue
        self.id = id
        self.token = token
    }
}

/// The queues of the ledger.
public enum WorkQueue: String, Sendable, Hashable, CaseIterable {
    /// Attachments to inspect, scan and decide on.
    case jobs
    /// Messages to send.
    case outbox
    /// Announced files to fetch.
    case fetches
}
