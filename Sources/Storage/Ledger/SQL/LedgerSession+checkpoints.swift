import Foundation

extension LedgerSession {
    func checkpoint(_ checkpoint: Checkpoint) throws -> Date? {
        try first("SELECT at FROM checkpoints WHERE name = ?", checkpoint.rawValue) { $0.date() }
    }

    /// Never back: a process that was slow to write does not undo what another has done since.
    func advance(_ checkpoint: Checkpoint, to time: Date) throws {
        try execute(
            "INSERT INTO checkpoints VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET at = ?2 WHERE checkpoints.at < ?2",
            checkpoint.rawValue, time.milliseconds)
    }
}
