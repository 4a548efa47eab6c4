import Attachments
import FileIO
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
/// release (first the bytes are in the safe store, then a link can be made). What inspection and scan find out about a small file is one
/// transaction.
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
    private let failedScans = FailedScans()

    /// Composes the judge.
    ///
    /// - Parameter delivers: whether released files and notices are sent; where they are not they stay in the safe store.
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
        if job.attachment.purgedAt != nil { return try await destroy(job) }
        switch job.attachment.state {
        case .received: try await inspect(job)
        case .inspected: try await scan(job)
        case .scanned: try await decide(job, on: job.attachment.verdict, Progress())
        case .infected, .rejected: try await destroy(job)
        case .released, .delivered: try await lookAgain(job)
        case .held, .failed: try await ledger.commit(Step(job, disposition: .done))
        }
    }

    /// What was found out and is not in the ledger yet: it goes there with the next step.
    private struct Progress {
        var entries: [TimelineEntry] = []
        var detectedType: String?
        /// Whether the verdict may be given to the same bytes again.
        var remembersVerdict = false
    }

    /// What was said of the bytes.
    private struct Judgement {
        let verdict: Verdict
        /// Whether the scanner worked when it was asked: that it is gone afterwards does not excuse a file that ends it.
        let byWorkingScanner: Bool
        /// Whether it was asked, and has not said it before.
        var isNew = true
    }

    private func inspect(_ job: Job) async throws {
        let file = try await open(job)
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
        try await judged(job, scan(file, facts), progress)
    }

    private func scan(_ job: Job) async throws {
        try await judged(job, scan(try await open(job), job.attachment.file), Progress())
    }

    /// The bytes that came in, and no others.
    private func open(_ job: Job) async throws -> OpenFile {
        try await store.open(job.attachment.id, sha256: job.attachment.file.sha256)
    }

    /// What the scanner says, or has said of the same bytes with the signatures that it has now.
    private func scan(_ file: OpenFile, _ facts: FileFacts) async throws -> Judgement {
        let status = await scanner.status()
        for version in status.versions {
            guard let known = try await ledger.verdict(on: facts.sha256, by: version) else { continue }
            metrics.cacheHits.increment()
            return Judgement(verdict: known, byWorkingScanner: true, isNew: false)
        }
        let verdict = await metrics.scan.time { await scanner.scan(file) }
        return Judgement(verdict: verdict, byWorkingScanner: status.isReady, isNew: verdict.isLasting(for: status.versions))
    }

    /// The scanner has answered: `error` is no verdict and is asked for again, everything else is decided.
    private func judged(_ job: Job, _ scan: Judgement, _ progress: Progress) async throws {
        try Task.checkCancellation()
        configuration.passing(.judged)
        var progress = progress
        progress.remembersVerdict = scan.isNew
        metrics.judged(scan.verdict.outcome)
        let id = job.attachment.id
        if policy.current.decide(scan.verdict) != nil {
            failedScans.forget(id)
        } else if scan.byWorkingScanner, failedScans.add(id) >= configuration.maximumScanAttempts {
            failedScans.forget(id)
            return try await giveUp(job, because: Self.problem(scan.verdict), scan.verdict, progress)
        }
        try await decide(job, on: scan.verdict, progress)
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

    /// First the verdict, then the bytes, then what lets a link be made: the safe store holds nothing that the ledger does not know to be
    /// judged, and no link leads to what is not there.
    private func release(_ job: Job, _ verdict: Verdict, _ progress: Progress) async throws {
        try await metrics.release.time {
            if job.attachment.state != .scanned {
                try await ledger.commit(
                    Step(
                        job, entries: progress.entries + [entry(.scanned, verdict.summary)], detectedType: progress.detectedType,
                        verdict: verdict, remembersVerdict: progress.remembersVerdict, disposition: .keep))
                metrics.reached(.scanned)
            }
            configuration.passing(.verdictWritten)
            try await store.release(job.attachment.id)
            configuration.passing(.moved)
            try await ledger.commit(
                Step(
                    job, entries: [entry(.released, "moved to the safe store")], messages: consequences(of: job).release(),
                    audit: [audit("attachment.released", job, verdict.summary)], disposition: .done))
        }
        configuration.passing(.released)
        reached(.released, job, verdict)
    }

    /// First the ledger, then the bytes: the job is done only when they are gone.
    private func refuse(_ job: Job, as state: AttachmentState, _ verdict: Verdict, _ progress: Progress) async throws {
        try await ledger.commit(
            Step(
                job, entries: progress.entries + [entry(state, verdict.summary)], detectedType: progress.detectedType,
                verdict: verdict, remembersVerdict: progress.remembersVerdict,
                messages: consequences(of: job).refusal(CustomerNotice(verdict.outcome), as: state),
                audit: [audit("attachment.\(state.rawValue)", job, verdict.summary)], disposition: .keep))
        configuration.passing(.refused)
        reached(state, job, verdict)
        try await destroy(job)
    }

    /// It has passed before, and somebody wants it looked at with what is known today. Only malware changes anything: what the platform has
    /// taken cannot be held any more.
    private func lookAgain(_ job: Job) async throws {
        let verdict = try await scan(try await open(job), job.attachment.file).verdict
        try Task.checkCancellation()
        metrics.judged(verdict.outcome)
        switch policy.current.decide(verdict) {
        case .destroy: try await withdraw(job, verdict)
        case nil:
            let wait = configuration.scanBackoff.delay(afterAttempts: job.attempts, chance: chance())
            try await ledger.commit(Step(job, disposition: .retry(at: now() + wait, reason: Self.problem(verdict))))
        case .release, .reject, .hold:
            try await ledger.commit(Step(job, remark: "scanned again: \(verdict.summary)", disposition: .done))
        }
    }

    /// First the ledger, which ends the link and says what is taken back, then the bytes.
    private func withdraw(_ job: Job, _ verdict: Verdict) async throws {
        try await ledger.commit(
            Step(
                job, entries: [entry(.infected, "found later: \(verdict.summary)")], verdict: verdict,
                messages: consequences(of: job).withdrawal(), audit: [audit("attachment.withdrawn", job, verdict.summary)],
                disposition: .keep))
        reached(.infected, job, verdict)
        try await destroy(job)
    }

    private func destroy(_ job: Job) async throws {
        try await store.destroy(job.attachment.id)
        configuration.passing(.destroyed)
        try await ledger.commit(
            Step(job, audit: [audit("attachment.destroyed", job, "bytes removed from the store")], disposition: .done))
    }

    private func hold(_ job: Job, _ verdict: Verdict, _ progress: Progress) async throws {
        try await ledger.commit(
            Step(
                job, entries: progress.entries + [entry(.held, verdict.summary)], detectedType: progress.detectedType,
                verdict: verdict, remembersVerdict: progress.remembersVerdict, messages: consequences(of: job).hold(),
                audit: [audit("attachment.held", job, verdict.summary)], disposition: .done))
        reached(.held, job, verdict)
    }

    private func scanLater(_ job: Job, _ verdict: Verdict, _ progress: Progress) async throws {
        let wait = configuration.scanBackoff.delay(afterAttempts: job.attempts, chance: chance())
        try await ledger.commit(
            Step(
                job, entries: progress.entries, detectedType: progress.detectedType, verdict: verdict,
                disposition: .retry(at: now() + wait, reason: Self.problem(verdict))))
    }

    private static func problem(_ verdict: Verdict) -> String { verdict.reasons.first ?? "No scanner could judge the file." }

    private func consequences(of job: Job) -> Consequences {
        Consequences(attachment: job.attachment, message: job.message, delivers: delivers, rules: configuration.outcomes)
    }

    /// The store or the ledger did not do as asked: the state stands and the work is tried again, unless that cannot help.
    private func putBack(_ job: Job, because error: any Error) async {
        log.error(
            "A step failed.",
            [
                "attachment": .string(job.attachment.id.description), "attempt": .integer(Int64(job.attempts)),
                "cause": .string("\(error)"),
            ])
        let wait = configuration.scanBackoff.delay(afterAttempts: job.attempts, chance: chance())
        do {
            if (error as? ObjectStoreError)?.code == .notFound {
                try await giveUp(job, because: "The bytes are not in the store any more.")
            } else if job.attempts >= configuration.maximumAttempts {
                try await giveUp(job, because: "The work failed \(job.attempts) times; the log says why.")
            } else {
                try await ledger.commit(Step(job, disposition: .retry(at: now() + wait, reason: "\(error)")))
            }
        } catch {
            log.error("The ledger did not take it; the lease will run out.", ["cause": .string("\(error)")])
        }
    }

    /// Parks the work until an operator has looked. What is infected or rejected stays so.
    private func giveUp(
        _ job: Job, because reason: String, _ verdict: Verdict? = nil, _ progress: Progress = Progress()
    ) async throws {
        log.error(
            "Parked: an operator has to look.", ["attachment": .string(job.attachment.id.description), "cause": .string(reason)])
        let fails = job.attachment.state.canBecome(.failed)
        try await ledger.commit(
            Step(
                job, entries: progress.entries + (fails ? [entry(.failed, "gave up: \(reason)")] : []),
                detectedType: progress.detectedType, verdict: verdict,
                messages: fails ? consequences(of: job).handover(.failed) : [],
                audit: [audit("attachment.parked", job, reason)],
                disposition: .park(reason: reason)))
        if fails { metrics.reached(.failed) }
    }

    /// Counts and logs what the judgement led to.
    private func reached(_ state: AttachmentState, _ job: Job, _ verdict: Verdict) {
        metrics.reached(state)
        log.info(
            "Judged.",
            [
                "attachment": .string(job.attachment.id.description), "state": .string(state.rawValue),
                "outcome": .string(verdict.outcome.rawValue), "signature": .string(verdict.signature ?? ""),
            ])
    }

    private func entry(_ state: AttachmentState, _ detail: String) -> TimelineEntry {
        TimelineEntry(at: now(), state: state, detail: detail)
    }

    private func audit(_ action: String, _ job: Job, _ detail: String) -> AuditEntry {
        AuditEntry(at: now(), actor: "pipeline", action: action, attachment: job.attachment.id, detail: detail)
    }
}
