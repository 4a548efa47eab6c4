/// The networks whose last signature was right, in bounded memory.
///
/// Two generations: what is put in goes into the young one. When that is full or ten minutes old it becomes the old one, and the old one is
/// forgotten.
struct TrustedNetworks: Sendable {
    private static let lifetime = Duration.seconds(600)
    private static let room = 10_000

    private var young: Set<ClientNetwork> = []
    private var old: Set<ClientNetwork> = []
    private var turned: ContinuousClock.Instant?

    mutating func contains(_ network: ClientNetwork, at now: ContinuousClock.Instant) -> Bool {
        turn(at: now)
        return young.contains(network) || old.contains(network)
    }

    mutating func insert(_ network: ClientNetwork, at now: ContinuousClock.Instant) {
        turn(at: now)
        young.insert(network)
    }

    mutating func remove(_ network: ClientNetwork) {
        young.remove(network)
        old.remove(network)
    }

    private mutating func turn(at now: ContinuousClock.Instant) {
        let began = turned ?? now
        turned = began
        guard young.count >= Self.room / 2 || now - began >= Self.lifetime else { return }
        old = now - began >= Self.lifetime * 2 ? [] : young
        young = []
        turned = now
    }
}
