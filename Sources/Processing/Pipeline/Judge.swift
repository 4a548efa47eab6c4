public import Assessment
import Attachments
import Ledger
import ObjectStore
import Observability

/// Takes one attachment from wherever it stands to its end: assess → decide → release, hold or destroy.
///
/// Each step is one ledger transaction, and each can be done again: whoever takes up the work after a crash reads the state and goes on.
/// What happens to the bytes follows the ledger for destruction (first `infected` is written, then the bytes go) and precedes it for
/// release (first the bytes are in the safe store, then a link can be made). All that is found out about a small file is one transaction.
public struct Judge: Sendable {
    let context: PipelineContext
    private let assessment: Assessment
    private let failedScans = FailedScans()

    /// Composes the judge.
    public init(_ context: PipelineContext, assessment: Assessment) {
        self.context = context
        self.assessment = assessment
    }

    /// Does a job's work to its end or puts it back for later; whatever happens, the job is settled or its lease runs out.
    func work(on job: Job) async {
        do {
            try await advance(job)
        } catch let error as LedgerError where error.code == .leaseLost {
            context.log.warning(
                "Another worker has taken up this attachment.", ["attachment": .string(job.attachment.id.description)])
        } catch is CancellationError {
            context.log.info(
                "Put down at shutdown; goes on at the next start.", ["attachment": .string(job.attachment.id.description)])
        } catch {
            await putBack(job, because: error)
        }
    }

    private func advance(_ job: Job) async throws {
        if job.attachment.purgedAt != nil { return try await destroy(job) }
        switch job.attachment.state {
        case .received, .inspected: try await assess(job)
        case .scanned:
            let verdict = job.attachment.verdict
            try await act(on: context.policy.current.decide(verdict), job, verdict, Progress())
        case .infected, .rejected: try await destroy(job)
        case .released, .delivered, .held, .failed: try await context.ledger.commit(Step(job, disposition: .done))
        }
    }

    /// What was found out and is not in the ledger yet: it goes there with the next step.
    private struct Progress {
        var entries: [TimelineEntry] = []
        var detectedType: String?
        /// What may be given again for the same bytes.
        var answers: [Examination] = []
    }

    private func assess(_ job: Job) async throws {
        let facts = job.attachment.file
        let file = try await context.store.open(job.attachment.id, sha256: facts.sha256)
        let inspected = try await assessment.inspect(Subject(file, facts), under: context.policy.current)
        let progress = try await note(inspected, job)
        try await assessed(job, assessment.finish(inspected), progress)
    }

    /// That it is known what the file is; of a larger one at once.
    private func note(_ inspected: AssessmentReport, _ job: Job) async throws -> Progress {
        guard let type = inspected.type?.name else { return Progress() }
        let progress = Progress(detectedType: type)
        guard job.attachment.state == .received, !inspected.isOver else { return progress }
        let entries = [entry(.inspected, "real type \(type)")]
        context.metrics.reached(.inspected)
        guard job.attachment.file.size > context.configuration.quickScanBytes else {
            return Progress(entries: entries, detectedType: type)
        }
        try await context.ledger.commit(Step(job, entries: entries, detectedType: type, disposition: .keep))
        return progress
    }

    /// All have answered, or could not: then there is no decision, and they are asked again.
    private func assessed(_ job: Job, _ report: AssessmentReport, _ progress: Progress) async throws {
        if report.wasScanned { context.configuration.passing(.judged) }
        context.metrics.assessed(report)
        var progress = progress
        progress.answers = report.answers
        let (verdict, decision, id) = (report.verdict, report.decision, job.attachment.id)
        if decision != nil {
            failedScans.forget(id)
        } else if let failure = report.failure {
            throw failure
        } else if report.wereReady, failedScans.add(id) >= context.configuration.maximumScanAttempts {
            failedScans.forget(id)
            return try await giveUp(job, because: Self.problem(verdict), verdict, progress)
        }
        try await act(on: decision, job, verdict, progress)
    }

    private func act(on decision: Decision?, _ job: Job, _ verdict: Verdict, _ progress: Progress) async throws {
        switch decision {
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
        try await context.metrics.release.time {
            if job.attachment.state != .scanned {
                try await context.ledger.commit(
                    Step(
                        job, entries: progress.entries + [entry(.scanned, verdict.summary)], detectedType: progress.detectedType,
                        verdict: verdict, examinations: progress.answers, disposition: .keep))
                context.metrics.reached(.scanned)
            }
            context.configuration.passing(.verdictWritten)
            try await context.store.release(job.attachment.id)
            context.configuration.passing(.moved)
            try await context.ledger.commit(
                Step(
                    job, entries: [entry(.released, "moved to the safe store")], messages: notifications(of: job).release(),
                    audit: [audit("attachment.released", job, verdict.summary)], disposition: .done))
        }
        context.configuration.passing(.released)
        reached(.released, job, verdict)
    }

    /// First the ledger, then the bytes: the job is done only when they are gone.
    private func refuse(_ job: Job, as state: AttachmentState, _ verdict: Verdict, _ progress: Progress) async throws {
        try await context.ledger.commit(
            Step(
                job, entries: progress.entries + [entry(state, verdict.summary)], detectedType: progress.detectedType,
                verdict: verdict, examinations: progress.answers,
                messages: notifications(of: job).refusal(CustomerNotice(verdict.outcome), as: state),
                audit: [audit("attachment.\(state.rawValue)", job, verdict.summary)], disposition: .keep))
        context.configuration.passing(.refused)
        reached(state, job, verdict)
        try await destroy(job)
    }

    private func destroy(_ job: Job) async throws {
        try await context.store.destroy(job.attachment.id)
        context.configuration.passing(.destroyed)
        try await context.ledger.commit(
            Step(job, audit: [audit("attachment.destroyed", job, "bytes removed from the store")], disposition: .done))
    }

    private func hold(_ job: Job, _ verdict: Verdict, _ progress: Progress) async throws {
        try await context.ledger.commit(
            Step(
                job, entries: progress.entries + [entry(.held, verdict.summary)], detectedType: progress.detectedType,
                verdict: verdict, examinations: progress.answers, messages: notifications(of: job).hold(),
                audit: [audit("attachment.held", job, verdict.summary)], disposition: .done))
        reached(.held, job, verdict)
    }

    private func scanLater(_ job: Job, _ verdict: Verdict, _ progress: Progress) async throws {
        let wait = context.configuration.scanBackoff.delay(afterAttempts: job.attempts, chance: context.chance())
        try await context.ledger.commit(
            Step(
                job, entries: progress.entries, detectedType: progress.detectedType, verdict: verdict,
                disposition: .retry(at: context.now() + wait, reason: Self.problem(verdict))))
    }

    private static func problem(_ verdict: Verdict) -> String { verdict.reasons.first ?? "No examiner could judge the file." }

    private func notifications(of job: Job) -> OutcomeNotifications {
        context.notifications(of: job.attachment, job.message)
    }

    /// The store or the ledger did not do as asked: the state stands and the work is tried again, unless that cannot help.
    private func putBack(_ job: Job, because error: any Error) async {
        context.log.error(
            "A step failed.",
            [
                "attachment": .string(job.attachment.id.description), "attempt": .integer(Int64(job.attempts)),
                "cause": .string("\(error)"),
            ])
        let wait = context.configuration.scanBackoff.delay(afterAttempts: job.attempts, chance: context.chance())
        do {
            if (error as? ObjectStoreError)?.code == .notFound {
                try await giveUp(job, because: "The bytes are not in the store any more.")
            } else if job.attempts >= context.configuration.maximumAttempts {
                try await giveUp(job, because: "The work failed \(job.attempts) times; the log says why.")
            } else {
                try await context.ledger.commit(Step(job, disposition: .retry(at: context.now() + wait, reason: "\(error)")))
            }
        } catch {
            context.log.error("The ledger did not take it; the lease will run out.", ["cause": .string("\(error)")])
        }
    }

    /// Parks the work until an operator has looked. What is infected or rejected stays so.
    private func giveUp(
        _ job: Job, because reason: String, _ verdict: Verdict? = nil, _ progress: Progress = Progress()
    ) async throws {
        context.log.error(
            "Parked: an operator has to look.", ["attachment": .string(job.attachment.id.description), "cause": .string(reason)])
        let fails = job.attachment.state.canBecome(.failed)
        try await context.ledger.commit(
            Step(
                job, entries: progress.entries + (fails ? [entry(.failed, "gave up: \(reason)")] : []),
                detectedType: progress.detectedType, verdict: verdict,
                messages: fails ? notifications(of: job).handover(.failed) : [],
                audit: [audit("attachment.parked", job, reason)],
                disposition: .park(reason: reason)))
        if fails { context.metrics.reached(.failed) }
    }

    /// Counts and logs what the verdict led to.
    private func reached(_ state: AttachmentState, _ job: Job, _ verdict: Verdict) {
        context.metrics.reached(state)
        context.log.info(
            "Judged.",
            [
                "attachment": .string(job.attachment.id.description), "state": .string(state.rawValue),
                "outcome": .string(verdict.outcome.rawValue), "signature": .string(verdict.signature ?? ""),
            ])
    }

    private func entry(_ state: AttachmentState, _ detail: String) -> TimelineEntry { context.entry(state, detail) }

    private func audit(_ action: String, _ job: Job, _ detail: String) -> AuditEntry {
        context.audit(action, by: "pipeline", about: job.attachment.id, detail)
    }
}
