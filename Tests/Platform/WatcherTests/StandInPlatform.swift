import HTTPSemantics
import Lifecycle
import Observability
import Synchronization
import Watcher
import WebSocket

/// A platform whose sockets are real and whose calls are answered here; each socket is one step of the script, the last one for all others.
final class StandInPlatform: NotificationPlatform {
    enum Step: Sendable {
        /// Sends these texts, and then echoes pings with pongs until the other side leaves.
        case say([String])
        case drop
        case close(WebSocketCloseCode)
        /// Says nothing at all.
        case silent
        case refuse(Int)
    }

    struct Seen {
        var channels = 0
        var subscriptions: [[String]] = []
        var backfills = 0
        var discards = 0
        var paths: [String] = []
        var texts: [String] = []
        var closures: [WebSocketClosure?] = []
    }

    private let steps: Mutex<[Step]>
    private let record = Mutex(Seen())
    private let port = Mutex<UInt16>(0)
    let lifetime = Duration.seconds(86_400)
    /// Has one element for each subscription.
    let subscribed: AsyncStream<Void>
    private let subscribing: AsyncStream<Void>.Continuation
    /// Every text that came.
    let heard: AsyncStream<String>
    private let hearing: AsyncStream<String>.Continuation

    init(_ steps: [Step]) {
        self.steps = Mutex(steps)
        (subscribed, subscribing) = AsyncStream.makeStream()
        (heard, hearing) = AsyncStream.makeStream()
    }

    var seen: Seen { record.withLock { $0 } }

    func createChannel() async throws(NotificationFailure) -> NotificationChannel {
        let number = record.withLock {
            $0.channels += 1
            return $0.channels
        }
        return NotificationChannel(id: "c\(number)", connectURI: Secret(url("/channels/c\(number)")), lifetime: lifetime)
    }

    func subscribe(_ topics: [String], channel: String) async throws(NotificationFailure) -> [RejectedTopic] {
        record.withLock { $0.subscriptions.append(topics) }
        subscribing.yield()
        return []
    }

    func backfill(continues: Bool) async throws(NotificationFailure) -> Duration? {
        record.withLock { $0.backfills += 1 }
        return nil
    }

    func checkpoint() async {}

    func discardToken() async { record.withLock { $0.discards += 1 } }

    func eventsHandshake() async throws(NotificationFailure) -> (url: Secret, fields: HTTPFields) {
        (Secret(url("/api/v2/conversations/events")), ["Authorization": "Bearer t"])
    }

    private func url(_ path: String) -> String { "ws://127.0.0.1:\(port.withLock { $0 })\(path)" }

    /// Listens and runs as long as the body.
    func run(_ body: () async throws -> Void) async throws {
        let server = try await WebSocketServer(admit: admit, handle: serve)
        port.withLock { $0 = server.boundPort }
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run(until: stop) }
            defer { stop.trigger() }
            try await body()
        }
    }

    private func admit(_ request: WebSocketRequest) -> WebSocketAdmission {
        record.withLock { $0.paths.append(request.path) }
        return steps.withLock { steps in
            guard case .refuse(let status) = steps.first else { return .accept }
            if steps.count > 1 { steps.removeFirst() }
            return .refuse(status: status)
        }
    }

    private func serve(_ connection: WebSocketConnection, _ request: WebSocketRequest) async {
        let step = steps.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        // However a connection ends is the listener's to see.
        try? await perform(step, connection)
        record.withLock { $0.closures.append(connection.closure) }
    }

    private func perform(_ step: Step, _ connection: WebSocketConnection) async throws {
        switch step {
        case .say(let texts):
            for text in texts { try await connection.send(text) }
            for try await case .text(let text) in connection {
                record.withLock { $0.texts.append(text) }
                hearing.yield(text)
                if text.contains("ping") { try await connection.send(Self.pong) }
            }
        case .drop: connection.drop()
        case .close(let code): try await connection.close(code)
        case .silent:
            for try await _ in connection {}
        case .refuse: break
        }
    }

    static let pong = #"{"topicName":"channel.metadata","eventBody":{"message":"pong"}}"#
}
