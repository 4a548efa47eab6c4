import Ledger
public import Lifecycle
import Observability

/// The service that takes jobs from the ledger and has them judged.
public struct Worker: Service {
    /// What logs call it.
    public let name = "worker"

    private let judge: Judge

    /// Makes a worker.
    public init(_ judge: Judge) { self.judge = judge }

    /// Works until the stop, then finishes or puts down what is in hand.
    public func run(until stop: StopSignal) async throws {
        let configuration = judge.context.configuration
        let ledger = judge.context.ledger
        let loop = WorkLoop<Job>(
            queue: .jobs, ledger: ledger, slots: AsyncSemaphore(configuration.concurrentJobs), lease: configuration.lease,
            patience: configuration.patience, longestSleep: configuration.longestSleep, log: judge.context.log,
            take: { try await ledger.takeJobs(limit: $0, lease: configuration.lease) }, leaseOf: \.lease,
            work: { await judge.work(on: $0) })
        await loop.run(until: stop)
    }
}
