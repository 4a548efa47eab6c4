public import Attachments
import Cards
public import Ledger
public import Lifecycle
public import Observability

public import struct Foundation.Date
public import struct Foundation.URL

/// The service that empties the outbox: every call to the outside is made here, retried with backoff, and settled in the ledger.
public struct Dispatcher: Service {
    /// Makes a link to a released file, valid from now on.
    public typealias LinkMaker = @Sendable (Attachment) throws -> URL

    /// What logs call it.
    public let name = "dispatcher"

    private let ledger: any Ledger
    private let courier: any Courier
    private let link: LinkMaker
    private let configuration: PipelineConfiguration
    private let now: @Sendable () -> Date
    private let chance: @Sendable () -> Double
    private let metrics: StageMetrics
    private let log: Logger

    /// Makes a dispatcher.
    public init(
        ledger: any Ledger, courier: any Courier, link: @escaping LinkMaker, configuration: PipelineConfiguration,
        now: @escaping @Sendable () -> Date, chance: @escaping @Sendable () -> Double, metrics: StageMetrics, log: Logger
    ) {
        self.ledger = ledger
        self.courier = courier
        self.link = link
        self.configuration = configuration
        self.now = now
        self.chance = chance
        self.metrics = metrics
        self.log = log
    }

    /// Delivers until the stop, then finishes the calls in flight, or puts them down.
    public func run(until stop: StopSignal) async throws {
        let loop = WorkLoop<OutboxMessage>(
            queue: .outbox, ledger: ledger, slots: Slots(configuration.concurrentDeliveries), lease: configuration.lease,
            patience: configuration.patience, longestSleep: configuration.longestSleep, log: log,
            take: { try await ledger.takeMessages(limit: $0, lease: configuration.lease) }, leaseOf: \.lease,
            work: { await deliver($0) })
        await loop.run(until: stop)
    }

    /// Makes one attempt and settles it; whatever happens, the message is settled or its lease runs out.
    func deliver(_ message: OutboxMessage) async {
        do {
            guard message.isStillWanted else { return try await withdraw(message) }
            configuration.passing(.taken)
            let attempt = try await attempt(message)
            configuration.passing(.sent)
            // What the shutdown cut off is no failure; what was taken is written down all the same.
            if case .delivered = attempt.answer {} else { try Task.checkCancellation() }
            try await settle(message, attempt)
            configuration.passing(.settled)
        } catch let impossible as ImpossibleParcel {
            await drop(message, impossible)
        } catch let error as LedgerError where error.code == .leaseLost {
            log.warning("Another dispatcher has taken up this message.", fields(message))
        } catch is CancellationError {
            log.info("Delivery put down at shutdown; goes on at the next start.", fields(message))
        } catch {
            log.error("The outcome of a delivery was not recorded; it will be tried again.", fields(message, cause: "\(error)"))
        }
    }

    /// The file was taken back after its message was written, and nobody must get a link to it; or what was to be said is over.
    private func withdraw(_ message: OutboxMessage) async throws {
        let reason = "not sent: the file is \(message.attachment?.state.rawValue ?? "gone")"
        try await ledger.commit(
            Step(message, audit: [audit("\(message.kind.rawValue).withdrawn", message, reason)], disposition: .done))
    }

    /// There is nothing to send; who has to know of it is told.
    private func drop(_ message: OutboxMessage, _ impossible: ImpossibleParcel) async {
        do {
            try await ledger.commit(
                Step(
                    message, card: message.lostCard(impossible.reason), messages: message.receipt(impossible.fate),
                    audit: [audit("\(message.kind.rawValue).dropped", message, impossible.reason)], disposition: .done))
        } catch {
            log.error("The ledger did not take it; the lease will run out.", fields(message, cause: "\(error)"))
        }
    }

    /// How an attempt ended.
    private struct Attempt {
        let answer: CourierAnswer
        /// `nil` when none could be made.
        var parcel: Parcel?
        /// Of the call; `nil` when there was none.
        var latency: Duration?
    }

    private func attempt(_ message: OutboxMessage) async throws -> Attempt {
        let parcel: Parcel
        do {
            parcel = try await self.parcel(for: message)
        } catch let error where !(error is ImpossibleParcel) {
            return Attempt(answer: .later(reason: "No link to the file can be made: \(error)", after: nil))
        }
        let start = ContinuousClock.now
        let answer = await metrics.delivery.time { await courier.deliver(parcel) }
        return Attempt(answer: answer, parcel: parcel, latency: .now - start)
    }

    /// Links are made at the last moment, so that a message that waited does not carry one that has run out.
    private func parcel(for message: OutboxMessage) async throws -> Parcel {
        let contents = try await contents(of: message)
        return Parcel(
            idempotencyKey: message.idempotencyKey, channel: contents.channel ?? message.origin?.channel, contents: contents)
    }

    private func contents(of message: OutboxMessage) async throws -> Parcel.Contents {
        switch (message.kind, message.attachment, message.origin) {
        case (.file, let attachment?, _): return .file(attachment, link: try link(attachment))
        case (.notice, let attachment?, _): return .notice(attachment, text: message.payload ?? "")
        case (.text, _, let origin?): return .text(origin)
        case (.forward, _, let origin?): return .forward(origin, files: try await files(of: origin))
        case (.receipt, _, let origin?): return .receipt(origin, try MessageFate(stored: message.payload))
        case (.placeholder, let attachment?, _): return .placeholder(attachment)
        case (.attributes, let attachment?, _): return .attributes(attachment)
        case (.removal, let attachment?, _): return .removal(attachment, sentLink: message.sentLink)
        case (.alert, let attachment?, _): return .alert(attachment)
        case (.disconnection, let attachment?, _): return .disconnection(attachment)
        case (.note, let attachment?, _): return .note(attachment, link: try link(attachment))
        case (.handover, let attachment?, _): return try await handover(of: attachment, message.payload)
        default: return try Parcel.Contents(byItself: message)
        }
    }

    private func handover(of attachment: Attachment, _ outcome: String?) async throws -> Parcel.Contents {
        .handover(
            attachment, timeline: try await ledger.timeline(of: attachment.id),
            outcome: outcome.flatMap(AttachmentState.init) ?? attachment.state,
            link: attachment.isAvailable ? try link(attachment) : nil)
    }

    /// - Throws: `ImpossibleParcel` when nothing is left to pass on.
    private func files(of origin: ConversationMessage) async throws -> [ForwardedFile] {
        let files = try await ledger.parts(of: origin.id).map { attachment in
            ForwardedFile(attachment: attachment, link: attachment.isAvailable ? try link(attachment) : nil)
        }
        let isEmpty = !files.isEmpty && files.allSatisfy { $0.link == nil } && (origin.text ?? "").isEmpty
        guard isEmpty else { return files }
        throw ImpossibleParcel(reason: "No file of the message was let through.", fate: MessageFate(of: files))
    }

    private func settle(_ message: OutboxMessage, _ attempt: Attempt) async throws {
        let minted = (attempt.parcel?.linked ?? []).map {
            AuditEntry(
                at: now(), actor: name, action: "link.minted", attachment: $0, detail: "a link, for \(message.kind.rawValue)")
        }
        switch attempt.answer {
        case .delivered(let remoteID, let detail):
            let what = (remoteID.map { "\(detail) (\($0))" } ?? detail) + message.overtaking
            if message.kind == .card { return try await end(message, .sent, what, attempt.latency) }
            try await delivered(message, attempt.parcel, minted, what, detail: detail)
        case .skipped(let reason): try await skip(message, reason)
        case .notSent(let reason, let asked):
            let wait = configuration.deliveryBackoff.delay(afterAttempts: 1, asked: asked, chance: chance())
            log.debug("A delivery was kept back.", fields(message, cause: reason))
            try await ledger.commit(Step(message, disposition: .postpone(to: now() + wait, reason: reason)))
        // A later sign that something goes on comes too late.
        case .later(let reason, _) where message.kind.isProvisional: try await skip(message, reason)
        case .later(let reason, let asked) where message.attempts < configuration.maximumAttempts(for: message.kind):
            let wait = configuration.deliveryBackoff.delay(afterAttempts: message.attempts, asked: asked, chance: chance())
            log.warning("Delivery failed; trying again.", fields(message, cause: reason))
            try await ledger.commit(
                Step(
                    message, audit: minted + [audit("\(message.kind.rawValue).tried", message, reason)],
                    disposition: .retry(at: now() + wait, reason: reason)))
        case .later(let reason, _), .refused(let reason):
            switch message.kind {
            case .card: try await end(message, .failed, reason, attempt.latency)
            case .report: await drop(message, ImpossibleParcel(reason: reason))
            default: try await park(message, reason, minted)
            }
        }
    }

    private func delivered(
        _ message: OutboxMessage, _ parcel: Parcel?, _ minted: [AuditEntry], _ what: String, detail: String
    ) async throws {
        let isFile = message.kind == .file
        try await ledger.commit(
            Step(
                message, entries: isFile ? [TimelineEntry(at: now(), state: .delivered, detail: detail)] : [],
                remark: isFile || message.kind == .handover ? nil : detail, sentLink: parcel?.sentLink,
                messages: message.receipt(parcel?.fate ?? .delivered) + (isFile ? handovers(message, .delivered) : []),
                audit: minted + [audit("\(message.kind.rawValue).delivered", message, what)], disposition: .done))
        if isFile { metrics.reached(.delivered) }
    }

    /// A card has ended: it is accounted for in the transaction that takes it out of the outbox.
    private func end(_ message: OutboxMessage, _ state: CardState, _ detail: String, _ latency: Duration?) async throws {
        let (card, account, time) = (try OutgoingCard(stored: message.payload), configuration.cardAccount, now())
        try await ledger.commit(
            Step(
                message, card: CardEnding(messageID: card.card.messageID, state: state, detail: detail, latency: latency),
                messages: account.messages(card, state, detail, latency: latency, at: time),
                audit: [account.entry(.init(card.card), state, detail, latency: latency, by: "dispatcher", at: time)],
                disposition: .done))
        metrics.cards.ended(state, latency: latency)
        if state == .failed { log.error("A card was not sent.", fields(message, cause: detail)) }
    }

    /// It is over without having been sent; the timeline says why.
    private func skip(_ message: OutboxMessage, _ reason: String) async throws {
        try await ledger.commit(
            Step(
                message, remark: reason, audit: [audit("\(message.kind.rawValue).skipped", message, reason)], disposition: .done))
    }

    private func park(_ message: OutboxMessage, _ reason: String, _ minted: [AuditEntry]) async throws {
        log.error("Delivery parked: an operator has to look.", fields(message, cause: reason))
        let isFile = message.kind == .file
        try await ledger.commit(
            Step(
                message,
                entries: isFile ? [TimelineEntry(at: now(), state: .failed, detail: "not delivered: \(reason)")] : [],
                remark: isFile ? nil : "\(message.kind.rawValue) not delivered: \(reason)",
                messages: message.receipt(.failed(code: "GeneralError", reason: "The channel did not take the message."))
                    + (isFile ? handovers(message, .failed) : []),
                audit: minted + [audit("\(message.kind.rawValue).parked", message, reason)],
                disposition: .park(reason: reason)))
        if isFile { metrics.reached(.failed) }
    }

    private func handovers(_ message: OutboxMessage, _ state: AttachmentState) -> [NewMessage] {
        message.attachment.map {
            Consequences(attachment: $0, message: message.origin, delivers: true, rules: configuration.outcomes).handover(state)
        } ?? []
    }

    private func audit(_ action: String, _ message: OutboxMessage, _ detail: String) -> AuditEntry {
        AuditEntry(at: now(), actor: "dispatcher", action: action, attachment: message.attachment?.id, detail: detail)
    }

    private func fields(_ message: OutboxMessage, cause: String = "") -> Logger.Fields {
        [
            "attachment": .string(message.attachment?.id.description ?? ""),
            "part_of": .string(message.origin?.id.description ?? ""), "kind": .string(message.kind.rawValue),
            "attempt": .integer(Int64(message.attempts)), "cause": .string(cause),
        ]
    }
}
