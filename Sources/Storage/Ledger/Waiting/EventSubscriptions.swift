import Attachments
import Synchronization

/// What a commit may have brought about.
enum Event: Hashable, Sendable {
    /// Something of the queue may be due, or be due at another time than before.
    case work(WorkQueue)
    /// The attachment has come to a state that somebody may wait for.
    case settled(AttachmentID)
    /// The card of this name has ended.
    case card(String)
    /// This process leads in a duty, or does not any more.
    case leadership(LeaderRole)
}

/// Those who wait for events; each is woken once and asks the ledger again.
final class EventSubscriptions: Sendable {
    private struct State {
        var tickets: [Event: [ObjectIdentifier: EventSubscription]] = [:]
    }

    private let state = Mutex(State())

    /// Lends a ticket for the event. What happens from now on fires it, so that a look at the ledger inside `body`, before waiting,
    /// misses nothing.
    func withTicket<Value>(for event: Event, body: (EventSubscription) async throws -> Value) async rethrows -> Value {
        let ticket = EventSubscription()
        state.withLock { $0.tickets[event, default: [:]][ObjectIdentifier(ticket)] = ticket }
        defer { remove(ticket, for: event) }
        return try await body(ticket)
    }

    /// Wakes everybody who waits for one of the events.
    func wake(_ events: Set<Event>) {
        let woken = state.withLock { state in events.flatMap { state.tickets.removeValue(forKey: $0)?.values.map(\.self) ?? [] } }
        for ticket in woken { ticket.fire() }
    }

    /// Wakes everybody who waits: it is not known what has happened.
    func wakeAll() { wake(state.withLock { Set($0.tickets.keys) }) }

    /// How many wait.
    var count: Int { state.withLock { $0.tickets.values.reduce(0) { $0 + $1.count } } }

    private func remove(_ ticket: EventSubscription, for event: Event) {
        state.withLock { state in
            guard var others = state.tickets.removeValue(forKey: event) else { return }
            others[ObjectIdentifier(ticket)] = nil
            if !others.isEmpty { state.tickets[event] = others }
        }
    }
}
