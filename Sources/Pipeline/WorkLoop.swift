import Ledger
import Lifecycle
import Observability

/// Takes leased work from one of the ledger's queues and keeps a bounded amount of it in hand.
struct WorkLoop<Item: Sendable>: Sendable {
    let queue: WorkQueue
    let ledger: any Ledger
    let slots: Slots
    /// How long work is ours before it has to be renewed.
    let lease: Duration
    let log: Logger
    /// Takes at most so many items.
    let take: @Sendable (Int) async throws -> [Item]
    let leaseOf: @Sendable (Item) -> Lease
    /// Does one item's work and settles it; never throws, since nobody is there to catch.
    let work: @Sendable (Item) async -> Void
    private let inHand = LeasesInHand()

    /// Works until the stop is asked for, then finishes what is in hand and returns.
    func run(until stop: StopSignal) async {
        await withTaskGroup { group in
            group.addTask { await inHand.renew(in: ledger, for: lease, log: log) }
            await workAll(until: stop)
            group.cancelAll()
        }
    }

    private func workAll(until stop: StopSignal) async {
        await withDiscardingTaskGroup { group in
            while let items = await next(until: stop) {
                for item in items {
                    slots.take()
                    inHand.add(leaseOf(item))
                    group.addTask {
                        await work(item)
                        inHand.remove(leaseOf(item))
                        slots.giveBack()
                    }
                }
            }
        }
    }

    /// The next items; `nil` once it is time to stop.
    private func next(until stop: StopSignal) async -> [Item]? {
        while !stop.isTriggered && !Task.isCancelled {
            do {
                let items = try await take(slots.free)
                if !items.isEmpty { return items }
                try await pause(until: stop)
            } catch is CancellationError {
                return nil
            } catch {
                log.error("Cannot take work from the ledger; trying again in a second.", ["cause": .string("\(error)")])
                await wait(until: stop) { try await Task.sleep(for: .seconds(1)) }
            }
        }
        return nil
    }

    private func pause(until stop: StopSignal) async throws {
        await wait(until: stop) {
            if slots.free > 0 {
                // The bound is a safety net for a lost wake-up, not the way work is found.
                try await ledger.waitForWork(queue, atMost: .seconds(5))
            } else {
                await slots.waitForFree()
            }
        }
    }

    /// Waits for something, but no longer than until the stop.
    private func wait(until stop: StopSignal, for something: @escaping @Sendable () async throws -> Void) async {
        await withTaskGroup { group in
            group.addTask { await stop.wait() }
            // An error ends the wait as a wake-up does: the next take meets the same trouble and reports it.
            group.addTask { try? await something() }
            await group.next()
            group.cancelAll()
        }
    }
}
