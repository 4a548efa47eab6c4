/// Runs services side by side and stops them one after another, the last one first.
///
/// List them so that each uses only what stands before it: a service is asked to stop only when every service behind it has
/// returned. A group is a service itself.
public struct ServiceGroup: Service {
    /// What logs and errors call the whole group.
    public let name: String

    private let services: [any Service]
    private let gracePeriod: Duration
    private let clock: any Clock<Duration>

    /// Gathers services without starting them.
    ///
    /// - Parameters:
    ///   - services: in the order in which they start.
    ///   - gracePeriod: how long the stop of all of them together may take before those still running are cancelled.
    ///   - clock: measures the grace period.
    public init(
        name: String = "services", _ services: [any Service], gracePeriod: Duration,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.name = name
        self.services = services
        self.gracePeriod = gracePeriod
        self.clock = clock
    }

    /// Runs until all services have returned.
    ///
    /// Each service has run up to its first suspension before the next one starts. Cancelling the caller cancels them all at once.
    /// - Throws: `ServiceGroupError` when a service throws or returns without having been asked to (all others are then stopped), or
    ///   when the grace period ran out. The first cause is thrown; `CancellationError` when the caller was cancelled.
    public func run(until stop: StopSignal) async throws {
        let signals = services.map { _ in StopSignal() }
        var sequence = StopSequence(services: services.map(\.name))
        await withTaskGroup(of: StopSequence.Event.self) { group in
            for (index, service) in services.enumerated() {
                group.addImmediateTask { await Self.run(service, index, until: signals[index]) }
            }
            group.addTask {
                await stop.wait()
                return .stopRequested
            }
            while !sequence.isOver, let event = await group.next() {
                for action in sequence.handle(event) {
                    perform(action, signals, in: &group)
                }
            }
            group.cancelAll()
        }
        try Task.checkCancellation()
        if let failure = sequence.failure { throw failure }
    }

    private func perform(_ action: StopSequence.Action, _ signals: [StopSignal], in group: inout TaskGroup<StopSequence.Event>) {
        switch action {
        case .stop(let index):
            signals[index].trigger()
        case .startGracePeriod:
            group.addTask { [clock, gracePeriod] in
                // Cancelled only when everything has ended, and then nobody reads the event.
                try? await clock.sleep(for: gracePeriod)
                return .gracePeriodOver
            }
        case .cancelAll:
            group.cancelAll()
        }
    }

    private static func run(_ service: any Service, _ index: Int, until stop: StopSignal) async -> StopSequence.Event {
        do {
            try await service.run(until: stop)
            return .ended(index, nil)
        } catch {
            return .ended(index, error)
        }
    }
}
