import Ledger

extension Ledger {
    /// Does work while a lease is renewed in time; when renewing fails the lease runs out, and the ledger refuses the late result.
    func keeping(_ lease: Lease, for duration: Duration, _ work: @escaping @Sendable () async -> Void) async {
        await withTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    // Cancelled or refused by the ledger: either way there is nothing left to renew.
                    guard (try? await Task.sleep(for: duration / 3)) != nil,
                        (try? await self.extend(lease, by: duration)) != nil
                    else { return }
                }
            }
            await work()
            group.cancelAll()
        }
    }
}
