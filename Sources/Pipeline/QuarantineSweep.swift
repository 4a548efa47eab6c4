import Attachments
public import Foundation
public import Ledger
public import ObjectStore

/// Removes what a crash left in quarantine: bytes that were made durable but whose ledger transaction never came, so that nobody was
/// told "accepted".
public struct QuarantineSweep: Sendable {
    private let store: any ObjectStore
    private let ledger: any Ledger
    private let spared: Duration?
    private let now: @Sendable () -> Date

    /// Makes a sweep of one store against one ledger.
    ///
    /// - Parameters:
    ///   - spared: for a store that other processes write to: how old an object must be for certain not to be on its way into the ledger.
    ///     Unfinished writes are theirs, too, and are left. `nil` for a store that this process has to itself.
    ///   - now: the clock.
    public init(store: any ObjectStore, ledger: any Ledger, sparing spared: Duration? = nil, now: @escaping @Sendable () -> Date) {
        self.store = store
        self.ledger = ledger
        self.spared = spared
        self.now = now
    }

    /// Looks at every object in quarantine. Run it before anything is taken in: a file on its way in has no row yet either.
    ///
    /// - Returns: how many were removed.
    public func run() async throws -> Int {
        var removed = spared == nil ? try await store.removeUnfinished() : 0
        let youngest = spared.map { (now().timeIntervalSince1970 - $0 / .seconds(1)) * 1000 }
        for try await page in try await store.quarantined() {
            for id in page where Double(id.milliseconds) < youngest ?? .infinity {
                guard try await ledger.attachment(id) == nil else { continue }
                try await store.destroy(id)
                removed += 1
            }
        }
        return removed
    }
}
