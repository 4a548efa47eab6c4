import Foundation

/// Cards on their way.
extension SessionLedger {
    /// Looks at the key and the card's name first, so that a repetition changes nothing.
    public func enqueue(_ sending: Sending) async throws -> Enqueuing {
        try await write { [now] session, events in try session.enqueue(sending, at: now(), events: &events) }
    }

    /// Reads one row.
    public func card(_ messageID: String) async throws -> CardRecord? {
        try await readFew { try $0.card(messageID) }
    }

    /// Counts, and reads the latencies in their order.
    public func cardStatistics(since time: Date) async throws -> CardStatistics {
        try await read { try $0.cardStatistics(since: time) }
    }
}
