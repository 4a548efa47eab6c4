import Attachments
public import Inspection
public import Ledger
public import ObjectStore
public import Observability
public import Scanning

public import struct Foundation.Date

/// Takes one attachment from wherever it stands to its end: inspect → scan → decide → release or destroy.
///
/// Each step is one ledger transaction, and each can be done again: whoever takes up the work after a crash reads the state and goes on.
/// What happens to the bytes follows the ledger for destruction (first `infected` is written, then the bytes go) and precedes it for
/// release (first the bytes are in the safe store, then a link can be made). A small clean file costs two transactions in all: accepted,
/// and released with everything in between.
public struct Judge: Sendable {
    let store: any ObjectStore
    let ledger: any Ledger
    let inspector: Inspector
    let scanner: any Scanner
    let policy: LivePolicy
    let delivers: Bool
    let configuration: PipelineConfiguration
    let now: @Sendable () -> Date
    let chance: @Sendable () -> Double
    let metrics: StageMetrics
    let log: Logger

    /// Composes the judge.
    ///
    /// - Parameter delivers: whether released files and notices are handed to a courier; without one they stay in the safe store.
    public init(
        store: any ObjectStore, ledger: any Ledger, inspector: Inspector, scanner: any Scanner, policy: LivePolicy, delivers: Bool,
        configuration: PipelineConfiguration, now: @escaping @Sendable () -> Date, chance: @escaping @Sendable () -> Double,
        metrics: StageMetrics, log: Logger
    ) {
        self.store = store
        self.ledger = ledger
        self.inspector = inspector
        self.scanner = scanner
        self.policy = policy
        self.delivers = delivers
        self.configuration = configuration
        self.now = now
        self.chance = chance
        self.metrics = metrics
        self.log = log
    }

    /// Does a job's work to its end or puts it back for later; whatever happens, the job is settled or its lease runs out.
    func work(on job: Job) async {
        do {
            try await advance(job)
        } catch let error as LedgerError where error.code == .leaseLost {
            log.warning("Another worker has taken up this attachment.", ["attachment": .string(job.attachment.id.description)])
        } catch is CancellationError {
            log.info("Put down at shutdown; goes on at the next start.", ["attachment": .string(job.attachment.id.description)])
        } catch {
            await putBack(job, because: error)
        }
    }

    private func advance(_ job: Job) async throws {
        switch job.attachment.state {
        case .received: try await inspect(job)
        case .inspected: try await scan(job)
        case .scanned: try await decide(job, on: job.attachment.verdict, Progress())
        case .infected, .rejected: try await destroy(job)
        case .released, .delivered, .held, .failed: try await ledger.commit(Step(job, disposition: .done))
        }
    }

    /// What was found out and is not in the ledger yet: it goes there with the next step.
    private struct Progress {
        var entries: [TimelineEntry] = []
        var detectedType: String?
    }

    private func inspect(_ job: Job) async throws {
        let file = try await store.open(job.attachment.id)
        let facts = job.attachment.file
        let findings = try await metrics.inspection.time {
            try await inspector.inspect(file, named: facts.name, claimedType: facts.claimedType, policy: policy.current)
        }
        var progress = Progress(detectedType: findings.detectedType)
        if let refusal = findings.refusal { return try await decide(job, on: refusal, progress) }
        progress.entries = [entry(.inspected, "real type \(findings.detectedType)")]
        metrics.reached(.inspected)
        if facts.size > configuration.quickScanBytes {
            try await ledger.commit(
                Step(job, entries: progress.entries, detectedType: progress.detectedType, disposition: .keep))
            progress = Progress()
        }
        try await judged(job, await metrics.scan.time { await scanner.scan(file) }, progress)
    }

    private func scan(_ job: Job) async throws {
        let file = try await store.open(job.attachment.id)
        try await judged(job, await metrics.scan.time { await scanner.scan(file) }, Progress())
    }

    /// An engine has answered: `error` is no verdict and is asked for again, everything else is decided.
    private func judged(_ job: Job, _ verdict: Verdict, _ progress: Progress) async throws {
        try Task.checkCancellation()
        metrics.judged(verdict.outcome)
        try await decide(job, on: verdict, progress)
    }

    private func decide(_ job: Job, on verdict: Verdict, _ progress: Progress) async throws {
        switch policy.current.decide(verdict) {
        case .release: try await release(job, verdict, progress)
        case .destroy: try await refuse(job, as: .infected, verdict, progress)
        case .reject: try await refuse(job, as: .rejected, verdict, progress)
        case .hold: try await hold(job, verdict, progress)
        case nil: try await scanLater(job, verdict, progress)
        }
    }

    /// First the bytes, then one transaction with everything that happened: until it is there no link can be made, and after a crash
    /// the file is judged again where it lies.
    private func release(_ job: Job, _ verdict: Verdict, _ progress: Progress) async throws {
        try await metrics.release.time {
            try await store.release(job.attachment.id)
            let scanned = job.attachment.state == .scanned ? [] : [entry(.scanned, verdict.summary)]
            try await ledger.commit(
                Step(
                    job, entries: progress.entries + scanned + [entry(.released, "moved to the safe store")],
                    detectedType: progress.detectedType, verdict: verdict,
                    messages: outgoing(NewMessage(kind: .file, idempotencyKey: "\(job.attachment.id)"), job),
                    audit: [audit("attachment.released", job, verdict.summary)], disposition: .done))
        }
        metrics.reached(.scanned)
        metrics.reached(.released)
    }

    /// First the ledger, then the bytes: the job is done only when they are gone.
    private func refuse(_ job: Job, as state: AttachmentState, _ verdict: Verdict, _ progress: Progress) async throws {
        let notice = CustomerNotice(verdict.outcome).map { notice in
            NewMessage(kind: .notice, idempotencyKey: "\(job.attachment.id)-notice", text: notice.sentence)
        }
        try await ledger.commit(
            Step(
                job, entries: progress.entries + [entry(state, verdict.summary)], detectedType: progress.detectedType,
                verdict: verdict, messages: outgoing(notice, job),
                audit: [audit("attachment.\(state.rawValue)", job, verdict.summary)], disposition: .keep))
        metrics.reached(state)
        try await destroy(job)
    }

    private func destroy(_ job: Job) async throws {
        try await store.destroy(job.attachment.id)
        try await ledger.commit(
            Step(job, audit: [audit("attachment.destroyed", job, "bytes removed from the store")], disposition: .done))
    }

    private func hold(_ job: Job, _ verdict: Verdict, _ progress: Progress) async throws {
        try await ledger.commit(
            Step(
                job, entries: progress.entries + [entry(.held, verdict.summary)], detectedType: progress.detectedType,
                verdict: verdict, audit: [audit("attachment.held", job, verdict.summary)], disposition: .done))
        metrics.reached(.held)
    }

    private func scanLater(_ job: Job, _ verdict: Verdict, _ progress: Progress) async throws {
        let reason = verdict.reasons.first ?? "no scanner could judge the file"
        guard await scanner.status().isReady, job.attempts >= configuration.maximumScanAttempts else {
            let wait = configuration.scanBackoff.delay(afterAttempts: job.attempts, chance: chance())
            return try await ledger.commit(
                Step(
                    job, entries: progress.entries, detectedType: progress.detectedType, verdict: verdict,
                    disposition: .retry(at: now() + wait, reason: reason)))
        }
        log.error(
            "Parked: a working scanner could not judge these bytes.", ["attachment": .string(job.attachment.id.description)])
        try await ledger.commit(
            Step(
                job, entries: progress.entries + [entry(.failed, "gave up after \(job.attempts) attempts: \(reason)")],
                detectedType: progress.detectedType, verdict: verdict, audit: [audit("scan.gave-up", job, reason)],
                disposition: .park(reason: reason)))
        metrics.reached(.failed)
    }

    /// A message goes out only where there is a courier to take it and a customer whose conversation it belongs to.
    private func outgoing(_ message: NewMessage?, _ job: Job) -> [NewMessage] {
        guard delivers, job.attachment.contactID != nil, let message else { return [] }
        return [message]
    }

    /// The store or the ledger did not do as asked: the state stands, the work is tried again.
    private func putBack(_ job: Job, because error: any Error) async {
        log.error(
            "A step failed; trying again.",
            [
                "attachment": .string(job.attachment.id.description), "attempt": .integer(Int64(job.attempts)),
                "cause": .string("\(error)"),
            ])
        let wait = configuration.scanBackoff.delay(afterAttempts: job.attempts, chance: chance())
        do {
            try await ledger.commit(Step(job, disposition: .retry(at: now() + wait, reason: "\(error)")))
        } catch {
            log.error("The ledger did not take the retry; the lease will run out.", ["cause": .string("\(error)")])
        }
    }

    private func entry(_ state: AttachmentState, _ detail: String) -> TimelineEntry {
        TimelineEntry(at: now(), state: state, detail: detail)
    }

    private func audit(_ action: String, _ job: Job, _ detail: String) -> AuditEntry {
        AuditEntry(at: now(), actor: "pipeline", action: action, attachment: job.attachment.id, detail: detail)
    }
}
