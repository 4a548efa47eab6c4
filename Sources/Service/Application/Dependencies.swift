package import FileIO
package import Foundation
package import Genesys
package import Ledger
package import Pipeline
package import Scanning
package import Watcher

package import protocol Scanning.Scanner

/// What the application takes from around it. The defaults are the real things; a test puts its own in their place.
public struct Dependencies: Sendable {
    /// The time of day.
    package var now: @Sendable () -> Date = { Date() }
    /// Chance, from 0 to below 1: it spreads repeated attempts.
    package var chance: @Sendable () -> Double = { Double.random(in: 0..<1) }
    /// Names a card whose sender did not.
    package var newMessageID: @Sendable () -> String = { UUID().uuidString.lowercased() }
    /// What a folder lies on; `nil` where that is not known.
    package var fileSystem: @Sendable (String) -> FileSystemType? = { FileSystemType.of($0) }
    /// Scans in place of the clamd that the configuration names.
    package var scanner: (any Scanner)?
    /// What the configuration leaves at its default.
    package var tuning = Tuning()

    /// The real things.
    public init() {}

    /// Waits and limits that no file sets. The configuration is laid over them.
    package struct Tuning: Sendable {
        /// Of the pipeline.
        package var pipeline = PipelineConfiguration()
        /// Of the listener to the platform's events.
        package var listener = ListenerSettings()
        /// Of calls to the platform.
        package var calls = CallLimits()
        /// Of a ledger in a file.
        package var ledger = SQLiteLedger.Options()
        /// Between two files that newer signatures look at again.
        package var rescanPause = Duration.milliseconds(200)
        /// How often is looked whether the signatures are newer.
        package var rescanInterval = Duration.seconds(60)
        /// Bytes that a store in folders leaves free on its disk; `nil`: the store's own default.
        package var reserve: Int64?

        /// The modules' own defaults.
        package init() {}
    }
}
