import Attachments
public import Ledger
public import Lifecycle
public import Observability

public import struct Foundation.Date

/// The service that ends what has been kept for long enough: bytes, rows, idempotency keys. In small batches, so that nobody waits for it.
public struct Housekeeper: Service {
    /// What logs call it.
    public let name = "housekeeper"

    private static let batch = 100

    private let ledger: any Ledger
    private let retention: Retention
    private let sweep: QuarantineSweep?
    private let interval: Duration
    private let now: @Sendable () -> Date
    private let log: Logger
    private let files: Counter
    private let rows: Counter

    /// Registers `lazaret_purged_files_total` and `lazaret_purged_rows_total`.
    ///
    /// - Parameters:
    ///   - sweep: of a store that several processes write to, where one that ends leaves something to the others.
    ///   - interval: how often it looks.
    public init(
        _ ledger: any Ledger, _ retention: Retention, sweep: QuarantineSweep? = nil, every interval: Duration = .seconds(3600),
        now: @escaping @Sendable () -> Date, metrics: MetricsRegistry, log: Logger
    ) {
        self.ledger = ledger
        self.retention = retention
        self.sweep = sweep
        self.interval = interval
        self.now = now
        self.log = log
        files = metrics.counter("lazaret_purged_files_total", help: "Files whose bytes were removed as their time was over.")
        rows = metrics.counter(
            "lazaret_purged_rows_total", help: "Attachments, messages and verdicts that were forgotten as their time was over.")
    }

    /// Cleans up at once and then at every interval, until the stop.
    public func run(until stop: StopSignal) async {
        while !stop.isTriggered && !Task.isCancelled {
            do {
                try await cleanUp(until: stop)
            } catch {
                log.error("Not everything was cleaned up; trying again later.", ["cause": .string("\(error)")])
            }
            await stop.wait(atMost: interval)
        }
    }

    /// Ends all that is due, batch by batch.
    func cleanUp(until stop: StopSignal = StopSignal()) async throws {
        try await ledger.forgetClaims(before: now() - retention.keys, lastingBefore: now() - retention.signatures)
        for (state, time) in [
            (AttachmentState.released, retention.delivered), (.delivered, retention.delivered), (.held, retention.held),
            (.failed, retention.held),
        ] {
            try await inBatches(until: stop, files) { try await expire(state, after: time) }
        }
        for state in AttachmentState.allCases {
            let time = state.isFinal ? retention.refused : retention.rowsAfterBytes
            try await inBatches(until: stop, rows) { try await ledger.forget(expiry(state, after: time)) }
        }
        try await inBatches(until: stop, rows) {
            try await ledger.forgetMessages(before: now() - retention.rowsAfterBytes, limit: Self.batch)
        }
        try await inBatches(until: stop, rows) {
            try await ledger.forgetExaminations(before: now() - retention.examinations, limit: Self.batch)
        }
        if let removed = try await sweep?.run(), removed > 0 {
            log.info("Removed what a crash had left in quarantine.", ["files": .integer(Int64(removed))])
        }
    }

    /// The judge's worker destroys the bytes, by the jobs that this queues.
    private func expire(_ state: AttachmentState, after time: Duration) async throws -> Int {
        let entry = AuditEntry(
            at: now(), actor: name, action: "attachment.expired", detail: "kept for long enough; the bytes are removed")
        return try await ledger.expire(expiry(state, after: time), audit: entry).count
    }

    private func expiry(_ state: AttachmentState, after time: Duration) -> Expiry {
        Expiry(state, before: now() - time, limit: Self.batch)
    }

    /// Goes on for as long as there are whole batches.
    private func inBatches(until stop: StopSignal, _ counter: Counter, _ step: () async throws -> Int) async throws {
        while !stop.isTriggered {
            let count = try await step()
            counter.increment(by: count)
            guard count >= Self.batch else { return }
        }
    }
}
