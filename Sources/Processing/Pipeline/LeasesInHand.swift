import Ledger
import Observability
import Synchronization

/// The leases of the work in hand, renewed together for as long as the work goes on.
final class LeasesInHand: Sendable {
    private let leases = Mutex<Set<Lease>>([])

    func add(_ lease: Lease) { _ = leases.withLock { $0.insert(lease) } }

    func remove(_ lease: Lease) { _ = leases.withLock { $0.remove(lease) } }

    /// Renews in time, again and again, until it is cancelled. One that cannot be renewed runs out, and the ledger then refuses the late
    /// result.
    func renew(
        in ledger: any Ledger, for duration: Duration, log: Logger,
        sleep: (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) async {
        // Cancelling ends the sleep and so the loop.
        while (try? await sleep(duration / 3)) != nil {
            for lease in leases.withLock({ $0 }) {
                do { try await ledger.extend(lease, by: duration) } catch let error as LedgerError where error.code == .leaseLost {
                    // Finished meanwhile, or another's: its own step will be told.
                    remove(lease)
                } catch {
                    log.warning("A lease was not renewed.", ["cause": .string("\(error)")])
                }
            }
        }
    }
}
