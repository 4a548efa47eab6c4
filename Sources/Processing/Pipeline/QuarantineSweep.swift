import Attachments
public import Ledger
public import ObjectStore

/// Removes what a crash left in quarantine: bytes that were made durable but whose ledger transaction never came, so that nobody was
/// told "accepted"; and those of what is over, which came too late.
public struct QuarantineSweep: Sendable {
    private let store: any ObjectStore
    private let ledger: any Ledger

    /// Makes a sweep of one store against one ledger.
    public init(store: any ObjectStore, ledger: any Ledger) {
        self.store = store
        self.ledger = ledger
    }

    /// Looks at every object in quarantine. In a store of one process: before anything is taken in, as a file on its way in has no row yet
    /// either. One that several write to tells those apart by their age.
    ///
    /// - Returns: how many were removed.
    public func run() async throws -> Int {
        var removed = try await store.removeUnfinished()
        for try await page in try await store.quarantined() {
            for id in page where try await isLeftOver(id) {
                try await store.destroy(id)
                removed += 1
            }
        }
        return removed
    }

    /// A fetcher that died may have left bytes under a name that another one brings in this very moment; its end makes a row of them. So the
    /// announcement is looked for first: otherwise a fetch that ends between the two looks would be missed by both.
    private func isLeftOver(_ id: AttachmentID) async throws -> Bool {
        if try await ledger.isAnnounced(id) { return false }
        return try await ledger.attachment(id)?.state.isFinal ?? true
    }
}
