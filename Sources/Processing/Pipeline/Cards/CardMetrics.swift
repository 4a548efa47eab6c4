public import Ledger
public import Observability

/// What is counted and timed of cards.
public struct CardMetrics: Sendable {
    private let outcomes: [CardState: Counter]
    private let latency: Histogram

    /// Registers `lazaret_cards_total`, `lazaret_card_seconds` and `lazaret_card_success_ratio`.
    public init(_ registry: MetricsRegistry) {
        func outcome(_ state: CardState) -> Counter {
            registry.counter("lazaret_cards_total", help: "Cards that have ended.", labels: ["outcome": state.rawValue])
        }
        let (sent, failed, refused) = (outcome(.sent), outcome(.failed), outcome(.refused))
        outcomes = [.sent: sent, .failed: failed, .refused: refused]
        latency = registry.histogram("lazaret_card_seconds", help: "Time of the calls that took cards to where they go.")
        registry.gauge("lazaret_card_success_ratio", help: "Of the cards that ended since the start, those that were sent.") {
            let ended = sent.value + failed.value + refused.value
            return ended == 0 ? nil : Double(sent.value) / Double(ended)
        }
    }

    /// A card has ended.
    public func ended(_ state: CardState, latency time: Duration?) {
        outcomes[state]?.increment()
        if let time, state == .sent { latency.observe(time / .seconds(1)) }
    }
}
