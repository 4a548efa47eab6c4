import Configuration
import Foundation
import PrivateClamd
import PythonServer
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

extension Site.Settings {
    /// Lets the site fetch from a server of the test's.
    mutating func reach(_ files: FileServer, within limit: Duration = .seconds(10)) {
        configuration.downloads.ports = [UInt16(files.server.port)]
        configuration.downloads.timeout = limit
    }
}
