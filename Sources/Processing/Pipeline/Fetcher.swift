import Attachments
import Ledger
public import Lifecycle
import ObjectStore
import Observability
import Threading

import struct Foundation.Date

/// The service that fetches announced files into quarantine: what a message of the platform's speaks of, and has still to be had.
public struct Fetcher: Service {
    /// What logs call it.
    public let name = "fetcher"

    private let context: PipelineContext
    private let intake: Intake
    private let source: any FileSource
    private let threads = ThreadPool<Void>(name: "fetch", threads: 2)

    /// Makes a fetcher.
    public init(_ context: PipelineContext, intake: Intake, source: any FileSource) {
        self.context = context
        self.intake = intake
        self.source = source
    }

    /// Fetches until the stop, then finishes what is in flight, or puts it down.
    public func run(until stop: StopSignal) async throws {
        let (ledger, configuration) = (context.ledger, context.configuration)
        let loop = WorkLoop<Fetch>(
            queue: .fetches, ledger: ledger, slots: AsyncSemaphore(configuration.concurrentFetches), lease: configuration.lease,
            patience: configuration.patience, longestSleep: configuration.longestSleep, log: context.log,
            take: { try await ledger.takeFetches(limit: $0, lease: configuration.lease) }, leaseOf: \.lease,
            work: { await work(on: $0) })
        await loop.run(until: stop)
    }

    /// Makes one attempt and settles it; whatever happens, the fetch is settled or its lease runs out.
    func work(on fetch: Fetch) async {
        do {
            try await attempt(fetch)
        } catch let error as LedgerError where error.code == .leaseLost {
            context.log.warning("Another fetcher has taken up this file.", fields(fetch))
        } catch is CancellationError {
            context.log.info("Fetch put down at shutdown; goes on at the next start.", fields(fetch))
        } catch {
            await putBack(fetch, because: error)
        }
    }

    private func attempt(_ fetch: Fetch) async throws {
        if let refusal = ClaimCheck(context.policy.current).refusal(of: fetch.file) { return try await reject(fetch, refusal) }
        let fallback = try fallbackName(fetch)
        let name = fetch.file.name.flatMap { try? FileName(cleaning: $0) } ?? fallback
        let file = try await threads.run { [intake] in
            try intake.begin(fetch.id, named: name, claimedType: fetch.file.claimedType)
        }
        do {
            let answer = try await context.metrics.fetch.time {
                try await source.fetch(fetch.file, of: fetch.message, limit: context.policy.current.maximumSize) { bytes in
                    try await threads.run { try unsafe file.write(bytes.span.bytes) }
                }
            }
            try Task.checkCancellation()
            guard case .complete(let found, let type) = answer else {
                file.discard()
                return try await settle(fetch, answer)
            }
            let given = fetch.file.name == nil ? found.flatMap { try? FileName(cleaning: $0) } : nil
            file.describe(named: given ?? name, claimedType: fetch.file.claimedType ?? type)
            try await arrived(fetch, file)
        } catch let error as IntakeError {
            file.discard()
            try await refuse(fetch, error)
        } catch {
            file.discard()
            throw error
        }
    }

    /// First the bytes, then the ledger: as for what is uploaded. But the name of the bytes is known before, and when the ledger does not take
    /// them, those under it may be another fetcher's, and accepted: they stay for the next attempt, or for the sweep.
    private func arrived(_ fetch: Fetch, _ file: IncomingFile) async throws {
        let start = ContinuousClock.now
        // Who comes too late does not write over what the next one has brought.
        try await context.ledger.extend(fetch.lease, by: context.configuration.lease)
        let attachments = try await intake.publish([file], from: fetch.message.sender, partOf: fetch.message.id)
        for attachment in attachments {
            try await context.ledger.commit(
                Step(
                    fetch, record: attachment, entries: [context.entry(.received, "fetched and held in quarantine")],
                    sentLink: fetch.file.platformID,
                    audit: [audit("file.fetched", fetch, "\(attachment.file.size) bytes")], disposition: .done))
        }
        intake.count(attachments, since: start)
    }

    private func settle(_ fetch: Fetch, _ answer: FetchAnswer) async throws {
        switch answer {
        case .complete: break
        case .later(let reason, let asked):
            let isOutbound = fetch.message.direction == .outbound
            let limit = isOutbound ? context.configuration.maximumOutboundFetchAttempts : context.configuration.maximumFetchAttempts
            try await later(fetch, reason, asked, limit: limit)
        case .notSent(let reason, let asked):
            let wait = context.configuration.fetchBackoff.delay(afterAttempts: 1, asked: asked, chance: context.chance())
            try await context.ledger.commit(Step(fetch, disposition: .postpone(to: context.now() + wait, reason: reason)))
        case .missing(let reason): try await later(fetch, reason, nil, limit: context.configuration.maximumSearches)
        case .refused(let reason): try await giveUp(fetch, reason)
        case .tooLarge: try await reject(fetch, .tooLarge(limit: context.policy.current.maximumSize))
        }
    }

    private func refuse(_ fetch: Fetch, _ error: IntakeError) async throws {
        switch error.code {
        case .tooLarge(let limit): try await reject(fetch, .tooLarge(limit: limit))
        case .empty: try await reject(fetch, .empty)
        default: try await later(fetch, error.description, nil, limit: context.configuration.maximumAttempts)
        }
    }

    private func later(_ fetch: Fetch, _ reason: String, _ asked: Duration?, limit: Int) async throws {
        guard fetch.attempts < limit else { return try await giveUp(fetch, reason) }
        context.log.warning("A file could not be fetched; trying again.", fields(fetch, cause: reason))
        let wait = context.configuration.fetchBackoff.delay(afterAttempts: fetch.attempts, asked: asked, chance: context.chance())
        try await context.ledger.commit(
            Step(fetch, audit: [audit("file.tried", fetch, reason)], disposition: .retry(at: context.now() + wait, reason: reason)))
    }

    /// Its claims, or its size, are refused by the policy: no byte of it is kept.
    private func reject(_ fetch: Fetch, _ refusal: ClaimCheck.Refusal) async throws {
        try await end(fetch, as: .rejected, refusal.verdict, refusal.notice, disposition: .done)
    }

    /// An operator has to look; the customer is told.
    private func giveUp(_ fetch: Fetch, _ reason: String) async throws {
        context.log.error("A file was not fetched: an operator has to look.", fields(fetch, cause: reason))
        try await end(
            fetch, as: .failed, Verdict(folding: [Finding(.error, by: name, detail: reason)]), .notFetched,
            disposition: .park(reason: reason))
    }

    private func end(
        _ fetch: Fetch, as state: AttachmentState, _ verdict: Verdict, _ notice: CustomerNotice, disposition: Step.Disposition
    ) async throws {
        let name = try fetch.file.name.flatMap { try? FileName(cleaning: $0) } ?? fallbackName(fetch)
        let attachment = fetch.attachment(state, named: name, verdict, at: context.now())
        let detail = verdict.reasons.joined(separator: " ")
        let notifications = context.notifications(of: attachment, fetch.message)
        try await context.ledger.commit(
            Step(
                fetch, record: attachment, entries: [context.entry(state, detail)],
                messages: notifications.refusal(notice, as: state),
                audit: [audit("attachment.\(state.rawValue)", fetch, detail)], disposition: disposition))
        context.metrics.reached(state)
    }

    /// For files whose sender gives none, or none that could be used; inspection finds out what it is.
    private func fallbackName(_ fetch: Fetch) throws -> FileName { try FileName(cleaning: "\(FileName.standIn)-\(fetch.id)") }

    private func putBack(_ fetch: Fetch, because error: any Error) async {
        context.log.error("A fetch failed.", fields(fetch, cause: "\(error)"))
        do {
            try await later(fetch, "the file could not be stored", nil, limit: context.configuration.maximumAttempts)
        } catch {
            context.log.error("The ledger did not take it; the lease will run out.", ["cause": .string("\(error)")])
        }
    }

    private func audit(_ action: String, _ fetch: Fetch, _ detail: String) -> AuditEntry {
        context.audit(action, by: name, about: fetch.id, detail)
    }

    private func fields(_ fetch: Fetch, cause: String = "") -> Logger.Fields {
        [
            "attachment": .string(fetch.id.description), "part_of": .string(fetch.message.id.description),
            "attempt": .integer(Int64(fetch.attempts)), "cause": .string(cause),
        ]
    }
}

extension Fetch {
    /// The row of a file whose bytes never came.
    fileprivate func attachment(_ state: AttachmentState, named name: FileName, _ verdict: Verdict, at time: Date) -> Attachment {
        Attachment(
            id: id, state: state, source: message.source, conversationID: message.conversationID, contactID: message.contactID,
            messageID: message.externalID, partOf: message.id,
            file: FileFacts(
                name: name.description, size: max(0, file.claimedSize ?? 0), sha256: "", claimedType: file.claimedType),
            verdict: verdict, createdAt: time)
    }
}

extension AnnouncedFile {
    /// By what the platform's copy can be named later, where it has an identifier of its own.
    fileprivate var platformID: String? {
        guard case .platformFile(let id) = location else { return nil }
        return id
    }
}
