import Foundation

/// Times up to which something was done.
extension SessionLedger {
    /// Reads one row.
    public func checkpoint(_ checkpoint: Checkpoint) async throws -> Date? { try await readFew { try $0.checkpoint(checkpoint) } }

    /// Writes one row, where the time is later than the one that is there.
    public func advance(_ checkpoint: Checkpoint, to time: Date) async throws {
        try await write { session, _ in try session.advance(checkpoint, to: time) }
    }
}
