import Attachments
public import Ledger
public import Lifecycle
public import Observability

/// Tells the metrics how much there is of everything in the ledger.
public struct QueueWatch: Service {
    /// What logs call it.
    public let name = "queue-watch"

    private let ledger: any Ledger
    private let interval: Duration
    private let log: Logger
    private let attachments: [AttachmentState: Gauge]
    private let jobs: QueueGauges
    private let messages: QueueGauges
    private let fetches: QueueGauges

    /// Registers `lazaret_ledger_attachments`, `lazaret_queue_items` and `lazaret_queue_oldest_seconds`.
    ///
    /// - Parameter interval: how often the ledger is asked.
    public init(_ ledger: any Ledger, every interval: Duration = .seconds(15), metrics: MetricsRegistry, log: Logger) {
        self.ledger = ledger
        self.interval = interval
        self.log = log
        attachments = Dictionary(
            uniqueKeysWithValues: AttachmentState.allCases.map { state in
                (
                    state,
                    metrics.gauge("lazaret_ledger_attachments", help: "Attachments in a state.", labels: ["state": state.rawValue])
                )
            })
        jobs = QueueGauges(.jobs, metrics)
        messages = QueueGauges(.outbox, metrics)
        fetches = QueueGauges(.fetches, metrics)
    }

    /// Asks until the stop.
    public func run(until stop: StopSignal) async {
        while !stop.isTriggered && !Task.isCancelled {
            do {
                show(try await ledger.queueStatistics())
            } catch {
                log.warning("The ledger did not tell the depth of its queues; asking again later.", ["cause": .string("\(error)")])
            }
            await stop.wait(atMost: interval)
        }
    }

    private func show(_ queueStatistics: QueueStatistics) {
        for (state, gauge) in attachments { gauge.set(Double(queueStatistics.attachments[state] ?? 0)) }
        jobs.show(queueStatistics.jobs)
        messages.show(queueStatistics.messages)
        fetches.show(queueStatistics.fetches)
    }
}

/// One queue's gauges.
private struct QueueGauges: Sendable {
    private let waiting: Gauge
    private let leased: Gauge
    private let parked: Gauge
    private let oldest: Gauge

    init(_ queue: WorkQueue, _ metrics: MetricsRegistry) {
        func items(_ state: String) -> Gauge {
            metrics.gauge("lazaret_queue_items", help: "What is in a queue.", labels: ["queue": queue.rawValue, "state": state])
        }
        (waiting, leased, parked) = (items("waiting"), items("leased"), items("parked"))
        oldest = metrics.gauge(
            "lazaret_queue_oldest_seconds", help: "How long the oldest that waits has been in a queue.",
            labels: ["queue": queue.rawValue])
    }

    func show(_ depth: QueueStatistics.Queue) {
        waiting.set(Double(depth.waiting))
        leased.set(Double(depth.leased))
        parked.set(Double(depth.parked))
        oldest.set((depth.oldestWaiting ?? .zero) / .seconds(1))
    }
}
