import Foundation
import Postgres

/// Tells the other processes what was committed here, and wakes those who wait here for what others have committed.
///
/// Notifications go out behind the commits, many together, on a connection of their own: inside a commit each would keep all other
/// commits of the server waiting, fsync included.
final class NotificationFanout: Sendable {
    private let line: PostgresNotifier

    /// Starts the thread; it connects by itself.
    ///
    /// - Throws: `PostgresError` when the process has no descriptor left.
    init(_ options: ConnectionOptions, channel: String, subscriptions: EventSubscriptions) throws {
        let line = try PostgresNotifier(options, channel: channel, subscriptions: subscriptions)
        self.line = line
        let thread = Thread {
            Thread.current.name = "ledger-notify"
            line.run()
        }
        thread.start()
    }

    deinit { line.close() }

    /// What this process stands for.
    var election: LeaderElection { line.election }

    /// Returns at once.
    func announce(_ events: Set<Event>) { line.announce(events) }
}
