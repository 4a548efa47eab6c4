import Assessment
import Attachments
public import Observability

/// What the pipeline counts and times.
public struct StageMetrics: Sendable {
    let intake: Histogram
    let fetch: Histogram
    let inspection: Histogram
    let scan: Histogram
    let release: Histogram
    let delivery: Histogram
    let receivedBytes: Counter
    let cacheHits: Counter
    /// What is counted of cards.
    public let cards: CardMetrics
    private let states: [AttachmentState: Counter]
    private let outcomes: [Outcome: Counter]

    /// Registers the pipeline's metrics.
    public init(_ registry: MetricsRegistry) {
        func stage(_ name: String) -> Histogram {
            registry.histogram(
                "lazaret_stage_seconds", help: "Time that one attachment spent in a stage.", labels: ["stage": name])
        }
        intake = stage("intake")
        fetch = stage("fetch")
        inspection = stage("inspection")
        scan = stage("scan")
        release = stage("release")
        delivery = stage("delivery")
        receivedBytes = registry.counter("lazaret_received_bytes_total", help: "Bytes of accepted attachments.")
        cacheHits = registry.counter("lazaret_verdicts_repeated_total", help: "Verdicts given again without asking the scanner.")
        cards = CardMetrics(registry)
        states = Dictionary(
            uniqueKeysWithValues: AttachmentState.allCases.map { state in
                (
                    state,
                    registry.counter(
                        "lazaret_attachments_total", help: "Attachments that reached a state.", labels: ["state": state.rawValue])
                )
            })
        outcomes = Dictionary(
            uniqueKeysWithValues: Outcome.allCases.map { outcome in
                (
                    outcome,
                    registry.counter("lazaret_verdicts_total", help: "Verdicts by outcome.", labels: ["outcome": outcome.rawValue])
                )
            })
    }

    func reached(_ state: AttachmentState) { states[state]?.increment() }

    /// What inspection alone refuses is no engine's verdict.
    func assessed(_ report: AssessmentReport) {
        if let time = report.times[.inspection] { inspection.observe(time / .seconds(1)) }
        if let time = report.times[.scan] { scan.observe(time / .seconds(1)) }
        cacheHits.increment(by: report.repeated)
        if report.wasScanned { outcomes[report.verdict.outcome]?.increment() }
    }
}

extension Histogram {
    /// Runs the work and observes how many seconds it took, also when it throws.
    func time<Value>(_ work: () async throws -> Value) async rethrows -> Value {
        let start = ContinuousClock.now
        defer { observe((ContinuousClock.now - start) / .seconds(1)) }
        return try await work()
    }
}
