import Foundation
import PrivateClamd
import SQLite
import TestSupport

extension Site {
    /// Runs the body while another program holds the ledger.
    func withLedgerLocked(_ body: () async throws -> Void) async throws {
        let other = try Database(
            path: folder.url.appending(path: "ledger.sqlite").path, mode: .readWrite, busyTimeout: .seconds(5), pragmas: [:])
        try other.run(script: "BEGIN IMMEDIATE")
        try await body()
        try other.run(script: "ROLLBACK")
    }
}
