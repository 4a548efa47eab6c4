import Ledger
import Lifecycle
import Observability

/// Takes leased work from one of the ledger's queues and keeps a bounded amount of it in hand.
struct WorkLoop<Item: Sendable>: Sendable {
    let queue: WorkQueue
    let ledger: any Ledger
    let slots: AsyncSemaphore
    /// How long work is ours before it has to be renewed.
    let lease: Duration
    /// How long what is in hand may go on after the stop.
    let patience: Duration
    /// How long to wait for a wake-up before looking again.
    let longestSleep: Duration
    let log: Logger
    /// Takes at most so many items.
    let take: @Sendable (Int) async throws -> [Item]
    let leaseOf: @Sendable (Item) -> Lease
    /// Does one item's work and settles it; never throws, since nobody is there to catch.
    let work: @Sendable (Item) async -> Void
    private let inHand = LeasesInHand()

    /// Works until the stop is asked for, then finishes what is in hand, or cancels it when that takes too long, and returns.
    func run(until stop: StopSignal) async {
        await withTaskGroup { group in
            group.addTask { await inHand.renew(in: ledger, for: lease, log: log) }
            group.addTask { await workThrough(until: stop) }
            group.addTask {
                await stop.wait()
                // Cut short when all work has ended before.
                try? await Task.sleep(for: patience)
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func workThrough(until stop: StopSignal) async {
        await withDiscardingTaskGroup { group in
            while let items = await next(until: stop) {
                for item in items {
                    slots.acquire()
                    inHand.add(leaseOf(item))
                    group.addTask {
                        await work(item)
                        inHand.remove(leaseOf(item))
                        slots.release()
                    }
                }
            }
        }
    }

    /// The next items; `nil` once it is time to stop.
    private func next(until stop: StopSignal) async -> [Item]? {
        while !stop.isTriggered && !Task.isCancelled {
            do {
                guard slots.free > 0 else {
                    _ = try await stop.wait(or: slots.waitUntilFree)
                    continue
                }
                let items = try await take(slots.free)
                if !items.isEmpty { return items }
                _ = try await stop.wait { try await ledger.waitForWork(queue, atMost: longestSleep) }
            } catch is CancellationError {
                return nil
            } catch {
                log.error("Cannot take work from the ledger; trying again in a second.", ["cause": .string("\(error)")])
                // Only cancellation cuts it short, and the loop sees that.
                await stop.wait(atMost: .seconds(1))
            }
        }
        return nil
    }
}
