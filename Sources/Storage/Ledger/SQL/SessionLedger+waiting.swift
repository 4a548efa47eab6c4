import Attachments
import Foundation

/// Waiting for what another call, or another process, writes down.
extension SessionLedger {
    /// Waits for a commit that touches the queue, or for the next due time.
    public func waitForWork(_ queue: WorkQueue, atMost limit: Duration) async throws {
        try await subscriptions.withTicket(for: .work(queue)) { ticket in
            let next = try await readFew { [now] in try $0.nextDue(in: queue, at: now()) }
            let untilNext = next.map { Duration.seconds($0.timeIntervalSince(now())) } ?? limit
            guard untilNext > .zero else { return }
            try await ticket.wait(atMost: min(untilNext, limit, pollInterval ?? limit))
        }
    }

    /// Waits for the commit that settles it.
    public func settled(_ id: AttachmentID, atMost limit: Duration) async throws -> Attachment? {
        try await lastLook(waitingFor: .settled(id), atMost: limit, at: { try await self.attachment(id) }) { $0.state.isSettled }
    }

    /// Waits for the commit that ends it.
    public func settledCard(_ messageID: String, atMost limit: Duration) async throws -> CardRecord? {
        try await lastLook(waitingFor: .card(messageID), atMost: limit, at: { try await self.card(messageID) }) {
            $0.state != .queued
        }
    }

    /// Looks again after every event, and now and then where one can be lost, until there is nothing to wait for, or no time.
    private func lastLook<Found: Sendable>(
        waitingFor event: Event, atMost limit: Duration, at find: @Sendable () async throws -> Found?, until isOver: (Found) -> Bool
    ) async throws -> Found? {
        let deadline = ContinuousClock.now + limit
        while true {
            let look = try await subscriptions.withTicket(for: event) { ticket -> Look<Found> in
                let found = try await find()
                let left = deadline - .now
                guard let found, !isOver(found), left > .zero else { return .last(found) }
                try await ticket.wait(atMost: min(left, pollInterval ?? left))
                return .again
            }
            if case .last(let found) = look { return found }
        }
    }
}

/// What one look has led to.
private enum Look<Found> {
    case last(Found?)
    case again
}
