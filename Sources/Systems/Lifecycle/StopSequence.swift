/// Decides who is stopped when. Pure: takes what happened, says what to do.
struct StopSequence {
    enum Event: Sendable {
        case stopRequested
        /// A service has returned, or thrown.
        case ended(Int, (any Error)?)
        case gracePeriodOver
    }

    enum Action: Hashable {
        case startGracePeriod
        case stop(Int)
        case cancelAll
    }

    private let services: [String]
    private var running: Set<Int>
    private var isStopping = false
    /// Why the whole did not end well; the first cause stays.
    private(set) var failure: ServiceGroupError?

    init(services: [String]) {
        self.services = services
        self.running = Set(services.indices)
    }

    var isOver: Bool { running.isEmpty }

    mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .stopRequested:
            return beginStopping()
        case .ended(let index, let error):
            return end(index, error)
        case .gracePeriodOver:
            guard !isOver else { return [] }
            fail(.gracePeriodExceeded, running.sorted(), nil)
            return [.cancelAll]
        }
    }

    private mutating func beginStopping() -> [Action] {
        guard !isStopping else { return [] }
        isStopping = true
        return [.startGracePeriod] + stopNext()
    }

    private mutating func end(_ index: Int, _ error: (any Error)?) -> [Action] {
        let wasLast = index == running.max()
        running.remove(index)
        if let error {
            fail(.failed, [index], error)
        } else if !isStopping {
            fail(.returnedEarly, [index], nil)
        }
        guard isStopping else { return beginStopping() }
        // One that ends out of turn does not stop the one before it while another behind it still runs.
        return wasLast ? stopNext() : []
    }

    private func stopNext() -> [Action] {
        running.max().map { [.stop($0)] } ?? []
    }

    private mutating func fail(_ code: ServiceGroupError.Code, _ indices: [Int], _ cause: (any Error)?) {
        guard failure == nil else { return }
        failure = ServiceGroupError(code: code, services: indices.map { services[$0] }, cause: cause)
    }
}
