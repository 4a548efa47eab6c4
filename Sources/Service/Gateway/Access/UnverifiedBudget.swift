public import Observability
import Synchronization

/// Bounds the bytes of requests that no credential has vouched for yet: in all, and by the client's network.
///
/// A network whose last signed message was accepted is trusted for a while: it is held to half of the total, and trusted networks have a
/// quarter of the total to themselves. One request always fits where nothing else is held, so that no message which the policy permits is
/// too large for ever.
public final class UnverifiedBudget: Sendable {
    /// Which limit is reached.
    enum Excess: String, Sendable, CaseIterable {
        case address, total
    }

    private struct State {
        var limits: UnverifiedLimits
        var total: Int64 = 0
        /// Only of those that hold something: as many as there are connections at most.
        var networks: [ClientNetwork: Int64] = [:]
        var trusted = TrustedNetworks()
    }

    private let state: Mutex<State>
    private let refusals: [Excess: Counter]

    /// Starts with nothing held.
    public init(_ limits: UnverifiedLimits = UnverifiedLimits(), metrics: MetricsRegistry = MetricsRegistry()) {
        state = Mutex(State(limits: limits))
        let counters = Excess.allCases.map { excess in
            (
                excess,
                metrics.counter(
                    "lazaret_unverified_refusals_total",
                    help: "Signed requests that were refused because too many unverified bytes were here.",
                    labels: ["limit": excess.rawValue])
            )
        }
        refusals = Dictionary(uniqueKeysWithValues: counters)
        let help = "Bytes that requests hold whose signature is not known yet."
        metrics.gauge("lazaret_unverified_bytes", help: help) { [weak self] in self.map { Double($0.held) } }
    }

    /// Bytes that are held.
    var held: Int64 { state.withLock { $0.total } }

    /// Puts other limits in force.
    public func replace(with limits: UnverifiedLimits) { state.withLock { $0.limits = limits } }

    /// Holds bytes for a request.
    ///
    /// - Parameter own: what the same request holds already.
    /// - Returns: which limit they would pass; then they are not held.
    func take(_ bytes: Int64, besides own: Int64, for network: ClientNetwork, at now: ContinuousClock.Instant = .now) -> Excess? {
        let excess = state.withLock { state in
            let excess = Self.excess(of: bytes, besides: own, for: network, &state, at: now)
            guard excess == nil else { return excess }
            state.total += bytes
            state.networks[network, default: 0] += bytes
            return nil
        }
        if let excess { refusals[excess]?.increment() }
        return excess
    }

    /// Lets go of bytes.
    func giveBack(_ bytes: Int64, of network: ClientNetwork) {
        guard bytes > 0 else { return }
        state.withLock { state in
            state.total -= bytes
            let left = (state.networks[network] ?? 0) - bytes
            state.networks[network] = left > 0 ? left : nil
        }
    }

    /// Whether the last signature of a network was right, not long ago.
    func trusts(_ network: ClientNetwork, at now: ContinuousClock.Instant = .now) -> Bool {
        state.withLock { $0.trusted.contains(network, at: now) }
    }

    /// Remembers what a network's signature was.
    func note(isRight: Bool, from network: ClientNetwork, at now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            if isRight { state.trusted.insert(network, at: now) } else { state.trusted.remove(network) }
        }
    }

    private static func excess(
        of bytes: Int64, besides own: Int64, for network: ClientNetwork, _ state: inout State, at now: ContinuousClock.Instant
    ) -> Excess? {
        let isTrusted = state.trusted.contains(network, at: now)
        let ofNetwork = state.networks[network] ?? 0
        if !isTrusted, ofNetwork > own, let limit = state.limits.perAddress, bytes > limit - ofNetwork { return .address }
        guard state.total > own, let total = state.limits.total else { return nil }
        // Several networks are trusted: none of them gets everything.
        if isTrusted, ofNetwork > own, bytes > total / 2 - ofNetwork { return .address }
        let limit = isTrusted ? total : total - total / 4
        return bytes > limit - state.total ? .total : nil
    }
}
