import Attachments
public import Ledger
public import Lifecycle
public import Observability

public import struct Foundation.Date

/// The service that empties the outbox: every message leaves here, retried with backoff, and is settled in the ledger.
public struct Dispatcher: Service {
    /// What logs call it.
    public let name = "dispatcher"

    private let ledger: any Ledger
    private let router: DeliveryRouter
    private let sources: DeliverySources
    private let configuration: PipelineConfiguration
    private let now: @Sendable () -> Date
    private let chance: @Sendable () -> Double
    private let metrics: StageMetrics
    private let log: Logger

    /// Makes a dispatcher.
    ///
    /// - Parameter router: which transport takes which kind of message. A kind that it does not know is parked.
    public init(
        ledger: any Ledger, router: DeliveryRouter, link: @escaping DeliverySources.LinkMaker, configuration: PipelineConfiguration,
        now: @escaping @Sendable () -> Date, chance: @escaping @Sendable () -> Double, metrics: StageMetrics, log: Logger
    ) {
        self.ledger = ledger
        self.router = router
        sources = DeliverySources(ledger: ledger, link: link)
        self.configuration = configuration
        self.now = now
        self.chance = chance
        self.metrics = metrics
        self.log = log
    }

    /// Delivers until the stop, then finishes the calls in flight, or puts them down.
    public func run(until stop: StopSignal) async throws {
        let loop = WorkLoop<OutboxMessage>(
            queue: .outbox, ledger: ledger, slots: AsyncSemaphore(configuration.concurrentDeliveries), lease: configuration.lease,
            patience: configuration.patience, longestSleep: configuration.longestSleep, log: log,
            take: { try await ledger.takeMessages(limit: $0, lease: configuration.lease) }, leaseOf: \.lease,
            work: { await deliver($0) })
        await loop.run(until: stop)
    }

    /// Makes one attempt and settles it; whatever happens, the message is settled or its lease runs out.
    func deliver(_ message: OutboxMessage) async {
        do {
            guard let route = router.route(of: message.kind) else { return try await parkUnknown(message) }
            try await deliver(message, by: route)
        } catch let error as LedgerError where error.code == .leaseLost {
            log.warning("Another dispatcher has taken up this message.", fields(message))
        } catch is CancellationError {
            log.info("Delivery put down at shutdown; goes on at the next start.", fields(message))
        } catch {
            log.error("The outcome of a delivery was not recorded; it will be tried again.", fields(message, cause: "\(error)"))
        }
    }

    private func deliver(_ message: OutboxMessage, by route: any DeliveryRoute) async throws {
        guard route.isStillWanted(message) else {
            let reason = "not sent: the file is \(message.attachment?.state.rawValue ?? "gone")"
            return try await end(message, "withdrawn", reason)
        }
        configuration.passing(.taken)
        let attempt: Attempt
        do {
            attempt = try await self.attempt(message, route)
        } catch let impossible as ImpossibleDelivery {
            return try await end(message, "dropped", impossible.reason, route.impossible(message, impossible))
        }
        configuration.passing(.sent)
        // What the shutdown cut off is no failure; what was taken is written down all the same.
        if case .delivered = attempt.result {} else { try Task.checkCancellation() }
        try await settle(message, attempt, route)
        configuration.passing(.settled)
    }

    // MARK: The attempt

    /// How an attempt ended.
    private struct Attempt {
        let result: DeliveryResult
        /// `nil` when there was nothing yet to send.
        var delivery: (any PreparedDelivery)?
        /// Of the call; `nil` when there was none.
        var latency: Duration?
    }

    /// - Throws: `ImpossibleDelivery`.
    private func attempt(_ message: OutboxMessage, _ route: any DeliveryRoute) async throws -> Attempt {
        let delivery: any PreparedDelivery
        do {
            delivery = try await route.prepare(message, from: sources)
        } catch let error where !(error is ImpossibleDelivery) {
            return Attempt(result: .later(reason: "No link to the file can be made: \(error)", after: nil))
        }
        let start = ContinuousClock.now
        let result = await metrics.delivery.time { await delivery.send() }
        return Attempt(result: result, delivery: delivery, latency: .now - start)
    }

    // MARK: Its end

    private func settle(_ message: OutboxMessage, _ attempt: Attempt, _ route: any DeliveryRoute) async throws {
        switch attempt.result {
        case .delivered(let remoteID, let detail):
            let end = DeliveryEnd(detail, remoteID: remoteID, latency: attempt.latency)
            let effects = attempt.delivery?.delivered(message, end, context) ?? DeliveryEffects()
            try await self.end(message, "delivered", end.summary + message.overtaking, effects, minted: minted(message, attempt))
        case .skipped(let reason): try await skip(message, reason)
        case .notSent(let reason, let asked):
            let wait = configuration.deliveryBackoff.delay(afterAttempts: 1, asked: asked, chance: chance())
            log.debug("A delivery was kept back.", fields(message, cause: reason))
            try await ledger.commit(Step(message, disposition: .postpone(to: now() + wait, reason: reason)))
        case .later(let reason, _) where route.persistence == .once: try await skip(message, reason)
        case .later(let reason, let asked) where message.attempts < configuration.maximumAttempts(route.persistence):
            try await putOff(message, reason, asked, minted(message, attempt))
        case .later(let reason, _), .refused(let reason): try await fail(message, reason, attempt, route)
        }
    }

    private func putOff(_ message: OutboxMessage, _ reason: String, _ asked: Duration?, _ minted: [AuditEntry]) async throws {
        let wait = configuration.deliveryBackoff.delay(afterAttempts: message.attempts, asked: asked, chance: chance())
        log.warning("Delivery failed; trying again.", fields(message, cause: reason))
        try await ledger.commit(
            Step(message, audit: minted + [audit("tried", message, reason)], disposition: .retry(at: now() + wait, reason: reason)))
    }

    /// It is over without having been sent; the timeline says why.
    private func skip(_ message: OutboxMessage, _ reason: String) async throws {
        try await end(message, "skipped", reason, DeliveryEffects(remark: reason))
    }

    private func fail(_ message: OutboxMessage, _ reason: String, _ attempt: Attempt, _ route: any DeliveryRoute) async throws {
        let effects = route.failed(message, DeliveryEnd(reason, latency: attempt.latency), context)
        guard route.persistence != .brief else {
            log.error("A message was given up.", fields(message, cause: reason))
            return try await end(message, "dropped", reason, effects)
        }
        log.error("Delivery parked: an operator has to look.", fields(message, cause: reason))
        try await end(message, "parked", reason, effects, minted: minted(message, attempt), .park(reason: reason))
    }

    /// Written by another version of the program, or by one that is put together otherwise.
    private func parkUnknown(_ message: OutboxMessage) async throws {
        let reason =
            "This program sends no messages of the kind \(message.kind.rawValue). Start the version that queued it, then retry."
        log.error("Delivery parked: an operator has to look.", fields(message, cause: reason))
        try await end(message, "parked", reason, DeliveryEffects(remark: reason), .park(reason: reason))
    }

    private func end(
        _ message: OutboxMessage, _ action: String, _ detail: String, _ effects: DeliveryEffects = DeliveryEffects(),
        minted: [AuditEntry] = [], _ disposition: Step.Disposition = .done
    ) async throws {
        try await ledger.commit(
            Step(
                message, entries: effects.entries, remark: effects.remark, sentLink: effects.sentLink, card: effects.card,
                messages: effects.messages, audit: minted + [effects.audit ?? audit(action, message, detail)],
                disposition: disposition))
        if let state = effects.entries.last?.state { metrics.reached(state) }
        if let card = effects.card { metrics.cards.ended(card.state, latency: card.latency) }
    }

    private var context: DeliveryContext {
        DeliveryContext(time: now(), outcomes: configuration.outcomes, cards: configuration.cardAccount)
    }

    // MARK: What is written down

    private func minted(_ message: OutboxMessage, _ attempt: Attempt) -> [AuditEntry] {
        (attempt.delivery?.linked ?? []).map {
            AuditEntry(
                at: now(), actor: name, action: "link.minted", attachment: $0, detail: "a link, for \(message.kind.rawValue)")
        }
    }

    private func audit(_ action: String, _ message: OutboxMessage, _ detail: String) -> AuditEntry {
        AuditEntry(
            at: now(), actor: name, action: "\(message.kind.rawValue).\(action)", attachment: message.attachment?.id,
            detail: detail)
    }

    private func fields(_ message: OutboxMessage, cause: String = "") -> Logger.Fields {
        [
            "attachment": .string(message.attachment?.id.description ?? ""),
            "part_of": .string(message.origin?.id.description ?? ""), "kind": .string(message.kind.rawValue),
            "attempt": .integer(Int64(message.attempts)), "cause": .string(cause),
        ]
    }
}

extension OutboxMessage {
    /// What the audit log says of files that it went past.
    fileprivate var overtaking: String {
        guard !overtakes.isEmpty else { return "" }
        return "; ahead of \(overtakes.map(\.description).joined(separator: ", ")), still being judged or held"
    }
}
