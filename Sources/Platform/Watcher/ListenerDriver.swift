import Observability
import Synchronization
import WebSocket

/// Does what the cycle says: makes the calls, holds the one socket, and reports what became of it.
struct ListenerDriver {
    private typealias Events = BoundedQueue<ListenerStateMachine.Event>

    private let listener: NotificationListener
    private let events: BoundedQueue<ListenerStateMachine.Event>
    private let socket = Socket()

    init(_ listener: NotificationListener, _ events: BoundedQueue<ListenerStateMachine.Event>) {
        self.listener = listener
        self.events = events
    }

    func perform(_ action: ListenerStateMachine.Action, in work: inout DiscardingTaskGroup) {
        switch action {
        case .createChannel(let number): work.addTask { await createChannel(number) }
        case .subscribe(let channel, let topics, let number): work.addTask { await subscribe(channel, topics, number) }
        case .connect(let channel, let number): work.addTask { await connect(channel, number) }
        case .disconnect:
            if let connection = socket.take() { work.addTask { await Self.close(connection) } }
        case .send(let text):
            // What cannot be sent shows in the socket's end.
            if let connection = socket.current { work.addTask { try? await connection.send(text) } }
        case .backfill(let continues): work.addTask { await backfill(continues) }
        case .checkpoint: work.addTask { [platform = listener.platform] in await platform.checkpoint() }
        case .discardToken: work.addTask { [platform = listener.platform] in await platform.discardToken() }
        case .report(let problem): listener.logger.warning("\(problem.description)")
        case .deliver: break
        }
    }

    /// Closes what is open, at the end of everything.
    func hangUp() async {
        if let connection = socket.take() { await Self.close(connection) }
    }

    private static func close(_ connection: WebSocketConnection) async {
        // However it ends, it ends.
        _ = try? await connection.close(.normal)
    }

    // MARK: Calls

    private func createChannel(_ number: Int) async {
        do {
            await events.append(.channelCreated(try await listener.platform.createChannel(), number))
        } catch {
            await events.append(.failed(error, number))
        }
    }

    private func subscribe(_ channel: NotificationChannel, _ topics: [String], _ number: Int) async {
        do {
            let rejected = try await listener.platform.subscribe(topics, channel: channel.id)
            await events.append(.subscribed(rejected: rejected, number))
        } catch {
            await events.append(.failed(error, number))
        }
    }

    private func backfill(_ continues: Bool) async {
        do {
            await events.append(.backfilled(again: try await listener.platform.backfill(continues: continues)))
        } catch {
            await events.append(.backfillFailed(error))
        }
    }

    // MARK: The socket

    private func connect(_ channel: NotificationChannel?, _ number: Int) async {
        do {
            let connection = try await open(channel)
            socket.put(connection)
            await events.append(.opened(number))
            await read(connection, number)
        } catch let error as WebSocketError {
            await events.append(.notOpened(status: error.status, number))
        } catch {
            await events.append(.notOpened(status: nil, number))
        }
    }

    private func open(_ channel: NotificationChannel?) async throws -> WebSocketConnection {
        if let channel { return try await listener.client.connect(to: channel.connectURI.reveal()) }
        let (url, fields) = try await listener.platform.eventsHandshake()
        return try await listener.client.connect(to: url.reveal(), fields: fields)
    }

    private func read(_ connection: WebSocketConnection, _ number: Int) async {
        do {
            for try await message in connection {
                guard case .text(let text) = message else { continue }
                await events.append(.frame(NotificationFrame(text), number))
            }
        } catch {
            // Says no more than that it ended.
        }
        await events.append(.closed(code: connection.closure?.code.rawValue, number))
    }
}

/// The connection in use, which the task that reads it opens and the cycle closes.
private final class Socket: Sendable {
    private let connection = Mutex<WebSocketConnection?>(nil)

    var current: WebSocketConnection? { connection.withLock { $0 } }

    func put(_ new: WebSocketConnection) { connection.withLock { $0 = new } }

    func take() -> WebSocketConnection? {
        connection.withLock { connection in
            defer { connection = nil }
            return connection
        }
    }
}

extension WebSocketError {
    fileprivate var status: Int? {
        if case .refused(let status) = code { status } else { nil }
    }
}
