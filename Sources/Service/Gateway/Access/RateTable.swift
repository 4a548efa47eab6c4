/// The allowances of everybody who asked lately, in bounded memory.
///
/// Two generations: an entry that is used moves into the young one. When the young one is full, or twice as old as the limit's time, it
/// becomes the old one, and the old one is forgotten. After twice the limit's time an entry has filled up whatever was owed, so that
/// forgetting it changes nothing; only a flood of more accounts than there is room for makes some start over earlier.
struct RateTable<Account: Hashable & Sendable>: Sendable {
    private var limit: RateLimits.Limit?
    private let room: Int
    private var young: [Account: RateAllowance] = [:]
    private var old: [Account: RateAllowance] = [:]
    private var turned: ContinuousClock.Instant?

    /// - Parameter room: how many accounts are remembered at most.
    init(_ limit: RateLimits.Limit?, room: Int) {
        self.limit = limit
        self.room = room
    }

    var count: Int { young.count + old.count }

    /// Puts another limit in force; what is left of the old one counts, as far as it fits.
    mutating func replace(with limit: RateLimits.Limit?) { self.limit = limit }

    /// How long an account has to wait; `nil` when a request may come now.
    ///
    /// - Parameter held: requests that may yet have to be taken off.
    func wait(_ account: Account, besides held: Int = 0, at now: ContinuousClock.Instant) -> Duration? {
        guard let limit else { return nil }
        let allowance = young[account] ?? old[account] ?? RateAllowance(full: limit, at: now)
        return allowance.wait(limit, besides: held, at: now)
    }

    /// Takes some off an account.
    mutating func spend(_ cost: Int, of account: Account, at now: ContinuousClock.Instant) {
        guard let limit else { return }
        turn(limit, at: now)
        var allowance = young[account] ?? old[account] ?? RateAllowance(full: limit, at: now)
        allowance.spend(cost, limit, at: now)
        young[account] = allowance
    }

    private mutating func turn(_ limit: RateLimits.Limit, at now: ContinuousClock.Instant) {
        let began = turned ?? now
        turned = began
        guard young.count >= room / 2 || now - began > limit.per * 2 else { return }
        old = young
        young = [:]
        turned = now
    }
}
