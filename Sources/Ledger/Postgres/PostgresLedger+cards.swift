public import Foundation

/// Each call is one transaction of `LedgerSession`.
extension PostgresLedger {
    /// Looks at the key and the card's name first, so that a repetition changes nothing.
    public func enqueue(_ sending: Sending) async throws -> Enqueuing {
        try await write { [now] session, events in try session.enqueue(sending, at: now(), events: &events) }
    }

    /// Reads one row.
    public func card(_ messageID: String) async throws -> CardRecord? {
        try await read { try $0.card(messageID) }
    }

    /// Counts, and reads the latencies in their order.
    public func cardStatistics(since time: Date) async throws -> CardStatistics {
        try await read { try $0.cardStatistics(since: time) }
    }

    /// Waits for the commit that ends it, whichever process makes it.
    public func settledCard(_ messageID: String, atMost limit: Duration) async throws -> CardRecord? {
        try await lastLook(waitingFor: .card(messageID), atMost: limit, at: { try await self.card(messageID) }) {
            $0.state != .queued
        }
    }
}
