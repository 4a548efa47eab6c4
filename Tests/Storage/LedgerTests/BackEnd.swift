import Foundation
import Ledger
import Observability
import PrivatePostgres
import Synchronization
import TestSupport
import Testing

/// A ledger to run the conformance suite against: what every back end must do is in `*ConformanceTests`.
struct BackEnd: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens an empty ledger.
    let open: @Sendable (TestClock) async throws -> any Ledger

    static let all = [sqlite, postgres]

    static let sqlite = BackEnd(testDescription: "SQLite") { clock in
        try await SQLiteLedger.open(in: TestFolder(), clock: clock)
    }

    static let postgres = BackEnd(testDescription: "PostgreSQL") { clock in
        try await PostgresLedger.open(TestDatabase.emptySchema(), clock: clock)
    }
}

extension SQLiteLedger {
    static func open(
        in folder: TestFolder, clock: TestClock = TestClock(), options: Options = Options()
    ) async throws -> SQLiteLedger {
        // The clock holds on to the folder, so that it lives as long as the ledger.
        try await SQLiteLedger(
            path: folder.path("ledger.db"), options: options, now: { withExtendedLifetime(folder) { clock.now } },
            newToken: { .random(in: 0...UInt64.max) })
    }
}

extension PostgresLedger {
    /// Nothing looks by itself before an hour is over: who is not woken is found out.
    static func open(
        _ url: Secret, clock: TestClock = TestClock(), change: (inout Options) -> Void = { _ in }
    ) async throws -> PostgresLedger {
        var options = Options()
        options.connections = 3
        options.pollInterval = .seconds(3600)
        change(&options)
        return try await PostgresLedger(url: url, options: options, now: { clock.now }, newToken: { .random(in: 0...UInt64.max) })
    }
}
