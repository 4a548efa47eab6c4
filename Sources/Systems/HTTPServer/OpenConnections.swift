import Glibc
import Synchronization

/// All connections of a server: how many may come, and which must go.
///
/// When the last sixteenth of the limit is touched, connections on which no request is in hand are cut, the longest waiting first, until
/// two sixteenths are free: so whoever only holds connections open makes room for who asks for something.
final class OpenConnections: Sendable {
    private struct State {
        var all: [ObjectIdentifier: OpenConnection] = [:]
        var perSite: [NetworkAddress: Int] = [:]
    }

    private let state = Mutex(State())
    private let maximum: Int
    private let reserve: Int
    private let maximumPerSite: Int?
    private let exempt: [AddressRange]

    init(_ configuration: HTTPServer.Configuration) {
        maximum = max(1, configuration.maximumConnections)
        reserve = max(1, maximum / 16)
        maximumPerSite = configuration.maximumConnectionsPerAddress
        exempt = configuration.trustedProxies
    }

    /// How many are open.
    var count: Int { state.withLock { $0.all.count } }

    /// Whether one more may come from an address.
    func admits(_ address: NetworkAddress) -> Bool {
        guard let maximumPerSite, let site = site(of: address) else { return true }
        return state.withLock { $0.perSite[site, default: 0] < maximumPerSite }
    }

    /// What an address counts for; `nil` for this machine and for trusted proxies, behind which many are.
    func site(of address: NetworkAddress) -> NetworkAddress? {
        address.isLoopback || exempt.contains { $0.contains(address) } ? nil : address.site
    }

    func insert(_ connection: OpenConnection) {
        let all: [OpenConnection]? = state.withLock { state in
            state.all[ObjectIdentifier(connection)] = connection
            if let site = connection.site { state.perSite[site, default: 0] += 1 }
            return state.all.count > maximum - reserve ? Array(state.all.values) : nil
        }
        if let all { makeRoom(among: all) }
    }

    func remove(_ connection: OpenConnection) {
        connection.close()
        state.withLock { state in
            state.all[ObjectIdentifier(connection)] = nil
            guard let site = connection.site, let count = state.perSite[site] else { return }
            state.perSite[site] = count > 1 ? count - 1 : nil
        }
    }

    /// Looks at every connection, and cuts those that take too long.
    /// - Returns: why, for each that was cut.
    func cutLate(at now: ContinuousClock.Instant, _ limits: ProgressMonitor.Limits, newRequestID: () -> String) -> [ProgressMonitor
        .Lateness]
    {
        let all = state.withLock { Array($0.all.values) }
        return all.compactMap { $0.cutIfLate(at: now, limits, newRequestID: newRequestID) }
    }

    /// Cuts every connection and blocks until the library has let go of them all, for a limited time.
    func end(within limit: Duration) {
        let deadline = ContinuousClock.now + limit
        // One that was being accepted shows only now.
        while case let all = state.withLock({ Array($0.all.values) }), !all.isEmpty, ContinuousClock.now < deadline {
            for connection in all { connection.cut() }
            usleep(1000)
        }
    }

    /// The connection that an error of this thread's must be about; `nil` when it may be about several.
    func culprit(of error: LibraryError) -> OpenConnection? {
        let all = state.withLock { Array($0.all.values) }
        let suspects = all.filter { $0.mayHave(error) }
        return suspects.count == 1 ? suspects.first : nil
    }

    /// Those that were cut before may not have left yet; they count no more.
    private func makeRoom(among all: [OpenConnection]) {
        let staying = all.filter { !$0.isCut }
        guard staying.count > maximum - reserve else { return }
        let waiting = staying.compactMap { connection in connection.dispensableSince.map { (connection, $0) } }
        let excess = staying.count - max(1, maximum - 2 * reserve)
        for (connection, _) in waiting.sorted(by: { $0.1 < $1.1 }).prefix(excess) { connection.dispense() }
    }
}
