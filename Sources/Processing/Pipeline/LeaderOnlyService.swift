public import Ledger
public import Lifecycle
public import Observability

/// A service that runs in one of the processes that share a ledger: the one that leads, and another one as soon as that has ended.
///
/// Where nobody else can share the ledger it simply runs.
public struct LeaderOnlyService: Service {
    /// The service's own name.
    public var name: String { service.name }

    private let service: any Service
    private let role: LeaderRole
    private let ledger: any Ledger
    private let leads: Gauge
    private let log: Logger

    /// Registers `lazaret_leader{role}`.
    ///
    /// - Parameter service: what does the duty; it is run again for each time that this process leads.
    public init(_ service: any Service, role: LeaderRole, ledger: any Ledger, metrics: MetricsRegistry, log: Logger) {
        self.service = service
        self.role = role
        self.ledger = ledger
        self.log = log
        leads = metrics.gauge(
            "lazaret_leader", help: "1 while this process does what only one of those that share the ledger does.",
            labels: ["duty": "\(role)"])
    }

    /// Waits for its turns, and runs the service in each, until the stop.
    ///
    /// - Throws: what the service throws, and `CancellationError`.
    public func run(until stop: StopSignal) async throws {
        guard let leadership = ledger.leadership(in: role) else {
            leads.set(1)
            return try await service.run(until: stop)
        }
        while try await stop.wait(or: leadership.won) {
            log.info("Leads: of the processes that share the ledger, this one does it now.", ["duty": .string("\(role)")])
            leads.set(1)
            defer { leads.set(0) }
            guard try await lead(leadership, until: stop) else { return }
        }
    }

    /// - Returns: whether the service was asked to end; if not, it gave up by itself.
    private func lead(_ leadership: any Leadership, until stop: StopSignal) async throws -> Bool {
        let end = StopSignal()
        async let ending: Void = {
            if try await stop.wait(or: leadership.lost) {
                log.warning("Leads no more: the ledger could not be reached.", ["duty": .string("\(role)")])
            }
            end.trigger()
        }()
        try await service.run(until: end)
        guard end.isTriggered else { return false }
        try await ending
        return true
    }
}
