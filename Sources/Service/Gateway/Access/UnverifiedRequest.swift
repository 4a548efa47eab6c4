import Synchronization

/// What a request holds of its network until its signature is known: the price of a guess, and room in the budget for bytes.
///
/// Both are held before the body is read. A right signature lets go of both; whatever else ends the request lets go of the room, and the
/// price is paid.
final class UnverifiedRequest: Sendable {
    private struct State {
        /// Bytes that are held in the budget.
        var bytes: Int64 = 0
        /// Requests that are held of the limit.
        let price: Int
        var isOver = false
        var isVerified = false
    }

    private let network: ClientNetwork
    private let budget: UnverifiedBudget
    private let limits: RateLimiter
    private let state: Mutex<State>

    /// - Parameter price: requests that are held of the limit.
    init(from network: ClientNetwork, holding price: Int, _ budget: UnverifiedBudget, _ limits: RateLimiter) {
        self.network = network
        self.budget = budget
        self.limits = limits
        state = Mutex(State(price: price))
    }

    deinit { close() }

    /// Makes room for more bytes; for as many as there are once the signature is known to be right.
    ///
    /// - Returns: which limit they would pass.
    func hold(_ bytes: Int64) -> UnverifiedBudget.Excess? {
        state.withLock { state in
            guard !state.isOver else { return nil }
            let excess = budget.take(bytes, besides: state.bytes, for: network)
            if excess == nil { state.bytes += bytes }
            return excess
        }
    }

    /// The signature is right: from now on the request is like one with a key. Trust it earns only when what it brings is accepted: a captured
    /// message is signed as well.
    func verify() {
        guard end(isPaid: false) != nil else { return }
        state.withLock { $0.isVerified = true }
    }

    /// The request is answered, and was accepted: its network is trusted for a while if its signature was right.
    func accept() {
        if state.withLock({ $0.isVerified }) { budget.note(isRight: true, from: network) }
        close()
    }

    /// The request is answered, and was refused for another reason than its signature: it counts against its address like any other.
    func count() {
        close()
        _ = limits.take(1, of: .address(network))
    }

    /// The signature is wrong, which costs as much as a wrong key.
    func refuse() {
        guard let price = end(isPaid: true) else { return }
        budget.note(isRight: false, from: network)
        if price == 0 { _ = limits.take(AccessControl.costOfAGuess, of: .address(network)) }
    }

    /// Nothing was read that a signature could be about.
    func dismiss() { _ = end(isPaid: false) }

    /// The request ends, and what its signature was is not known.
    func close() { _ = end(isPaid: true) }

    /// - Returns: the price that was held; `nil` when it ended before.
    private func end(isPaid: Bool) -> Int? {
        let ended: State? = state.withLock { state in
            guard !state.isOver else { return nil }
            state.isOver = true
            return state
        }
        guard let ended else { return nil }
        budget.giveBack(ended.bytes, of: network)
        if ended.price > 0 { limits.release(ended.price, of: network, isSpent: isPaid) }
        return ended.price
    }
}
