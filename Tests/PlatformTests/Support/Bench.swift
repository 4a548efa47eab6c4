import Attachments
import Foundation
import Ledger
import ObjectStore
import Observability
import Pipeline
import PrivateClamd
import TestSupport

/// An intake and its ledger, with nobody at work.
final class Bench: Sendable {
    let folder: TestFolder
    let ledger: SQLiteLedger
    let intake: Intake

    init() async throws {
        folder = try TestFolder()
        ledger = try await SQLiteLedger(
            path: folder.url.appending(path: "ledger.sqlite").path, now: { Date() }, newToken: { UInt64.random(in: 0 ... .max) })
        intake = Intake(
            store: try LocalObjectStore(path: folder.url.path, threads: 1), ledger: ledger, policy: LivePolicy(Policy()),
            delivers: true, identifiers: .system, now: { Date() }, metrics: StageMetrics(MetricsRegistry()))
    }
}
