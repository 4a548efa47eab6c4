public import Assessment
import Attachments
import FileIO
import Ledger
public import Lifecycle
import ObjectStore
public import Observability

/// The service that judges kept files again when the signatures have changed, and takes back those in which the new ones find malware.
///
/// It comes behind all new work: one file at a time, at a bounded rate, and none while a job waits.
public struct Rescanner: Service {
    /// What logs call it.
    public let name = "rescanner"

    private static let page = 20
    /// Those of which late malware can be in somebody's hands, or come there by an operator's word.
    private static let states: Set<AttachmentState> = [.released, .delivered, .held]

    private let context: PipelineContext
    private let assessment: Assessment
    private let pause: Duration
    private let interval: Duration
    private let rescans: Counter
    private let finds: Counter

    /// Registers `lazaret_rescans_total` and `lazaret_late_finds_total`.
    ///
    /// - Parameters:
    ///   - pause: between two files.
    ///   - interval: how often it looks whether the signatures have changed.
    public init(
        _ context: PipelineContext, assessment: Assessment, pause: Duration = .milliseconds(200),
        every interval: Duration = .seconds(60), metrics: MetricsRegistry
    ) {
        self.context = context
        self.assessment = assessment
        self.pause = pause
        self.interval = interval
        rescans = metrics.counter("lazaret_rescans_total", help: "Kept files that were judged again by newer signatures.")
        finds = metrics.counter("lazaret_late_finds_total", help: "Kept files in which newer signatures found malware.")
    }

    /// Works until the stop.
    public func run(until stop: StopSignal) async {
        while !stop.isTriggered && !Task.isCancelled {
            do {
                while try await rescanSome(until: stop) > 0 {}
            } catch is CancellationError {
                return
            } catch {
                context.log.error("Kept files could not be judged again; trying later.", ["cause": .string("\(error)")])
            }
            await stop.wait(atMost: interval)
        }
    }

    /// Judges a page of files again; how many it was. Nothing is begun while engines disagree on the signatures.
    func rescanSome(until stop: StopSignal = StopSignal()) async throws -> Int {
        guard let engines = await assessment.engines() else { return 0 }
        var count = 0
        for attachment in try await context.ledger.keptAttachments(notJudgedBy: engines, limit: Self.page) {
            guard !stop.isTriggered, try await context.ledger.queueStatistics().jobs.waiting == 0 else { return 0 }
            guard try await rescan(attachment, with: engines) else { return 0 }
            count += 1
            await stop.wait(atMost: pause)
        }
        return count
    }

    /// Whether there is a verdict now.
    private func rescan(_ attachment: Attachment, with engines: String) async throws -> Bool {
        guard let (verdict, answers) = try await verdict(on: attachment, by: engines) else { return false }
        rescans.increment()
        do {
            _ = try await context.ledger.rule(
                verdict.outcome == .infected
                    ? withdrawal(of: attachment, verdict, answers) : remark(on: attachment, verdict, answers))
        } catch let error as LedgerError where error.code == .illegalTransition {
            // It went on meanwhile, or its bytes have gone.
            return true
        }
        guard verdict.outcome == .infected else { return true }
        finds.increment()
        context.log.error(
            "Newer signatures found malware in a file that had passed; it was taken back.",
            ["attachment": .string(attachment.id.description), "signature": .string(verdict.signature ?? "")])
        return true
    }

    /// The verdict by these engines, with what may be given again; `nil` when there is none now. Malware counts whoever finds it.
    private func verdict(on attachment: Attachment, by engines: String) async throws -> (Verdict, [Examination])? {
        let file: OpenFile
        do {
            file = try await context.store.open(attachment.id, sha256: attachment.file.sha256)
        } catch let error as ObjectStoreError where error.code == .notFound || error.code == .corrupt {
            context.log.error(
                "A kept file cannot be judged again.",
                ["attachment": .string(attachment.id.description), "cause": .string("\(error)")])
            let detail = error.code == .corrupt ? "The store has other bytes." : "The bytes are not in the store any more."
            return (Verdict(folding: [Finding(.unscannable, by: "store", detail: detail)], engines: [engines]), [])
        }
        let report = try await assessment.assess(Subject(file, attachment.file))
        let verdict = report.verdict
        guard verdict.outcome == .infected || verdict.engine == engines && ![.pending, .error].contains(verdict.outcome) else {
            return nil
        }
        return (verdict, report.answers)
    }

    /// First the ledger, by which every link is dead, then the bytes, by the job.
    private func withdrawal(
        of attachment: Attachment, _ verdict: Verdict, _ answers: [Examination]
    ) async throws -> Transition {
        let message = try await context.message(of: attachment)
        return Transition(
            attachment: attachment.id, states: Self.states,
            entry: context.entry(.infected, "found by newer signatures: \(verdict.summary)"),
            verdict: verdict, examinations: answers,
            messages: context.notifications(of: attachment, message).withdrawal(),
            audit: [
                context.audit(
                    "attachment.infected", by: name, about: attachment.id, "found by newer signatures: \(verdict.summary)")
            ], queuesJob: true)
    }

    /// What was decided stays decided.
    private func remark(on attachment: Attachment, _ verdict: Verdict, _ answers: [Examination]) -> Transition {
        Transition(
            attachment: attachment.id, states: [attachment.state],
            entry: context.entry(attachment.state, "judged again: \(verdict.summary)"), verdict: verdict,
            examinations: answers)
    }
}
