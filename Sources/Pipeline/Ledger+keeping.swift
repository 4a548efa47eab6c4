import Ledger

extension Ledger {
    /// Does work while a lease is renewed in time. Once it is lost, the ledger refuses the late result.
    func keeping(_ lease: Lease, for duration: Duration, _ work: @escaping @Sendable () async -> Void) async {
        await withTaskGroup { group in
            group.addTask { await self.renew(lease, for: duration) }
            await work()
            group.cancelAll()
        }
    }

    /// Renews a lease until it is lost or the task is cancelled; a third of its time leaves room for two attempts that fail.
    private func renew(_ lease: Lease, for duration: Duration) async {
        while (try? await Task.sleep(for: duration / 3)) != nil {
            do {
                try await extend(lease, by: duration)
            } catch let error as LedgerError where error.code == .leaseLost {
                return
            } catch {
                // The ledger may well take the next one: work that is redone for a moment's trouble costs a scan.
                continue
            }
        }
    }
}
