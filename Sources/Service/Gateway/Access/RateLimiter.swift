public import Observability
import Synchronization

/// Holds everybody to the limits on requests.
public final class RateLimiter: Sendable {
    /// Whose allowance a request is taken from.
    enum Account: Sendable, Hashable {
        case key(String)
        case token(String)
        case address(ClientNetwork)
    }

    private struct Tables {
        var keys: RateTable<String>
        var tokens: RateTable<String>
        var addresses: RateTable<ClientNetwork>
        /// What may yet be taken off; only of those of whom something is held.
        var held: [ClientNetwork: Int] = [:]
    }

    /// A hundred bytes or so each.
    private static let room = 50_000

    private let tables: Mutex<Tables>
    private let refusals: [String: Counter]

    /// Starts with everybody's allowance full.
    public init(_ limits: RateLimits, metrics: MetricsRegistry = MetricsRegistry()) {
        tables = Mutex(
            Tables(
                keys: RateTable(limits.perKey.inForce, room: Self.room),
                tokens: RateTable(limits.perToken.inForce, room: Self.room),
                addresses: RateTable(limits.perAddress.inForce, room: Self.room)))
        let counters = ["key", "token", "address"].map { account in
            (
                account,
                metrics.counter(
                    "lazaret_rate_limited_requests_total", help: "Requests that were refused because of a limit on their number.",
                    labels: ["account": account])
            )
        }
        refusals = Dictionary(uniqueKeysWithValues: counters)
    }

    /// Puts other limits in force.
    public func replace(with limits: RateLimits) {
        tables.withLock { tables in
            tables.keys.replace(with: limits.perKey.inForce)
            tables.tokens.replace(with: limits.perToken.inForce)
            tables.addresses.replace(with: limits.perAddress.inForce)
        }
    }

    /// Takes a request off an account, unless nothing is left: then says how long to wait.
    func take(_ cost: Int = 1, of account: Account, at now: ContinuousClock.Instant = .now) -> Duration? {
        let wait = tables.withLock { tables in
            switch account {
            case .key(let name): Self.take(cost, of: name, in: &tables.keys, at: now)
            case .token(let id): Self.take(cost, of: id, in: &tables.tokens, at: now)
            case .address(let network): Self.take(cost, of: network, in: &tables.addresses, at: now)
            }
        }
        if wait != nil { refusals[account.label]?.increment() }
        return wait
    }

    /// Holds back what a network's request may yet turn out to cost, unless too much is held already: then says how long to wait.
    ///
    /// It stands in the way of the network's other holds alone, and not of requests with a key.
    func hold(_ cost: Int, of network: ClientNetwork, at now: ContinuousClock.Instant = .now) -> Duration? {
        let wait = tables.withLock { tables in
            let held = tables.held[network] ?? 0
            let wait = tables.addresses.wait(network, besides: held, at: now)
            if wait == nil, cost > 0 { tables.held[network] = held + cost }
            return wait
        }
        if wait != nil { refusals["address"]?.increment() }
        return wait
    }

    /// Ends a hold.
    ///
    /// - Parameter isSpent: whether it is taken off.
    func release(_ cost: Int, of network: ClientNetwork, isSpent: Bool, at now: ContinuousClock.Instant = .now) {
        tables.withLock { tables in
            let held = (tables.held[network] ?? 0) - cost
            tables.held[network] = held > 0 ? held : nil
            if isSpent { tables.addresses.spend(cost, of: network, at: now) }
        }
    }

    private static func take<Name>(
        _ cost: Int, of name: Name, in table: inout RateTable<Name>, at now: ContinuousClock.Instant
    ) -> Duration? {
        if let wait = table.wait(name, at: now) { return wait }
        if cost > 0 { table.spend(cost, of: name, at: now) }
        return nil
    }
}

extension RateLimiter.Account {
    fileprivate var label: String {
        switch self {
        case .key: "key"
        case .token: "token"
        case .address: "address"
        }
    }
}
