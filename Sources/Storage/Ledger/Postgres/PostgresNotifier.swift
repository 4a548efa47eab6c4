import Attachments
import Foundation
import Postgres
import Synchronization

/// The thread of a switchboard: one connection that listens, notifies and holds the locks of a leader, and is made anew when it breaks.
///
/// What is not told because of that is found by looking: whoever waits looks again after the poll interval, and when the line is back.
final class PostgresNotifier: Sendable {
    private struct State {
        var pending: Set<Event> = []
        var isClosed = false
    }

    private static let maximumPending = 10_000
    private static let longestPause = Duration.seconds(2)
    /// A silent line is looked at as often; the system's keepalive finds out when it is dead.
    private static let idleLimit = Duration.seconds(60)

    private let options: ConnectionOptions
    private let channel: String
    private let subscriptions: EventSubscriptions
    private let waker: Waker
    private let state = Mutex(State())
    /// What this process stands for.
    let election: LeaderElection

    init(_ options: ConnectionOptions, channel: String, subscriptions: EventSubscriptions) throws {
        self.options = options
        self.channel = channel
        self.subscriptions = subscriptions
        waker = try Waker()
        election = LeaderElection(subscriptions: subscriptions, waker: waker)
    }

    func announce(_ events: Set<Event>) {
        guard !events.isEmpty else { return }
        state.withLock { state in
            if state.pending.count < Self.maximumPending { state.pending.formUnion(events) }
        }
        waker.ring()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        waker.ring()
    }

    func run() {
        var pause = Duration.milliseconds(50)
        while !state.withLock({ $0.isClosed }) {
            do {
                let connection = try Connection(options)
                try connection.run(script: "LISTEN \(channel)")
                subscriptions.wakeAll()
                pause = .milliseconds(50)
                try serve(connection)
            } catch {
                election.lose()
                Thread.sleep(forTimeInterval: pause / .seconds(1))
                pause = min(pause * 2, Self.longestPause)
            }
        }
    }

    private func serve(_ connection: Connection) throws {
        while let events = next() {
            if !events.isEmpty { try tell(events, on: connection) }
            let pause = try election.look(on: connection) ?? Self.idleLimit
            let heard = try connection.notifications(until: waker, atMost: pause)
            subscriptions.wake(Set(heard.compactMap { Event(payload: $0.payload) }))
        }
    }

    /// What is to be told next; `nil` when the line is closed and everything was told.
    private func next() -> Set<Event>? {
        state.withLock { state in
            defer { state.pending = [] }
            return state.isClosed && state.pending.isEmpty ? nil : state.pending
        }
    }

    private func tell(_ events: Set<Event>, on connection: Connection) throws {
        let payloads = "{" + events.compactMap(\.payload).joined(separator: ",") + "}"
        _ = try connection.query("SELECT pg_notify(?, payload) FROM unnest(?::text[]) AS p (payload)", [channel, payloads]) { _ in }
    }
}

extension Event {
    private static let cardPrefix = "card/"
    /// PostgreSQL refuses payloads of 8000 bytes. Who waits for a card with such a name finds out by looking.
    private static let maximumPayload = 7999

    /// A queue's name, an identifier, or a card's name in Base64: none needs quotes in an array.
    fileprivate var payload: String? {
        switch self {
        case .work(let queue): queue.rawValue
        case .settled(let id): id.description
        case .card(let name):
            [Self.cardPrefix + Data(name.utf8).base64EncodedString()].first { $0.utf8.count <= Self.maximumPayload }
        case .leadership: nil
        }
    }

    fileprivate init?(payload: String) {
        if let queue = WorkQueue(rawValue: payload) {
            self = .work(queue)
        } else if let id = AttachmentID(payload) {
            self = .settled(id)
        } else if payload.hasPrefix(Self.cardPrefix),
            let name = Data(base64Encoded: String(payload.dropFirst(Self.cardPrefix.count)))
        {
            self = .card(String(decoding: name, as: UTF8.self))
        } else {
            return nil
        }
    }
}
