import Foundation
public import Lifecycle
public import Observability
import Synchronization
public import WebSocket

/// Listens to the platform's events and hands them on, one after another, through everything that can interrupt it.
///
/// Events may come again, and after every interruption `NotificationPlatform.backfill` is asked for what was missed. While the handler is
/// behind by more than 64 events, nothing more is read.
public final class NotificationListener: Service {
    /// What one channel takes, as Genesys limits it.
    public static let maximumTopics = 1000

    /// `notification-listener`
    public let name = "notification-listener"

    let platform: any NotificationPlatform
    let client: WebSocketClient
    let logger: Logger
    private let source: ListenerStateMachine.Source
    private let settings: ListenerSettings
    private let chance: @Sendable () -> Double
    private let clock: ListenerClock
    private let handle: @Sendable (Notification) async -> Void
    private let live = Atomic(false)

    /// Prepares to listen to topics of the platform.
    /// - Parameters:
    ///   - chance: uniform in 0..<1, for the waits between attempts.
    ///   - handle: has one event at a time, in the order in which they came.
    /// - Throws: `WatcherError` for no topics, or too many.
    public convenience init(
        topics: [String], platform: any NotificationPlatform, client: WebSocketClient = WebSocketClient(),
        settings: ListenerSettings = ListenerSettings(), logger: Logger = Logger(),
        chance: @escaping @Sendable () -> Double = { .random(in: 0..<1) }, handle: @escaping @Sendable (Notification) async -> Void
    ) throws(WatcherError) {
        if topics.isEmpty { throw WatcherError(code: .noTopics) }
        if topics.count > Self.maximumTopics { throw WatcherError(code: .tooManyTopics) }
        self.init(.channel(topics: topics), platform, client, settings, logger, chance, ListenerClock(), handle)
    }

    /// Prepares to listen to the tutorials' socket, which takes a `subscribe` message in place of a channel.
    /// - Parameters: as for topics.
    /// - Throws: `WatcherError` for no event types.
    public convenience init(
        eventTypes: [String], platform: any NotificationPlatform, client: WebSocketClient = WebSocketClient(),
        settings: ListenerSettings = ListenerSettings(), logger: Logger = Logger(),
        chance: @escaping @Sendable () -> Double = { .random(in: 0..<1) }, handle: @escaping @Sendable (Notification) async -> Void
    ) throws(WatcherError) {
        if eventTypes.isEmpty { throw WatcherError(code: .noTopics) }
        let source = ListenerStateMachine.Source.direct(greeting: TutorialSubscription(eventTypes).message)
        self.init(source, platform, client, settings, logger, chance, ListenerClock(), handle)
    }

    init(
        _ source: ListenerStateMachine.Source, _ platform: any NotificationPlatform, _ client: WebSocketClient,
        _ settings: ListenerSettings, _ logger: Logger, _ chance: @escaping @Sendable () -> Double, _ clock: ListenerClock,
        _ handle: @escaping @Sendable (Notification) async -> Void
    ) {
        self.source = source
        self.platform = platform
        self.client = client
        self.settings = settings
        self.logger = logger
        self.chance = chance
        self.clock = clock
        self.handle = handle
    }

    /// Whether events are being received right now.
    public var isLive: Bool { live.load(ordering: .relaxed) }

    /// Listens until it is asked to stop; then closes the socket, hands on what has come, and returns.
    public func run(until stop: StopSignal) async {
        let events = BoundedQueue<ListenerStateMachine.Event>(limit: 64)
        let notifications = BoundedQueue<Notification>(limit: 64)
        await withTaskGroup { group in
            group.addTask { [handle] in
                while let notification = await notifications.next() { await handle(notification) }
            }
            await withDiscardingTaskGroup { work in
                work.addTask {
                    await stop.wait()
                    events.force(.stop)
                }
                events.force(.start)
                await self.turn(events, notifications, in: &work)
                work.cancelAll()
            }
            notifications.finish()
        }
    }

    private func turn(
        _ events: BoundedQueue<ListenerStateMachine.Event>, _ notifications: BoundedQueue<Notification>,
        in work: inout DiscardingTaskGroup
    ) async {
        var cycle = ListenerStateMachine(source, settings)
        let line = ListenerDriver(self, events)
        var armed: ContinuousClock.Instant?
        while let event = await events.next() {
            // Hanging up is done here and not in a task, which the end would cancel.
            if case .stop = event { break }
            if case .tick = event { armed = nil }
            for action in cycle.handle(event, at: clock.now(), chance: chance()) {
                if case .deliver(let notification) = action { await notifications.append(notification) }
                line.perform(action, in: &work)
            }
            live.store(cycle.isLive, ordering: .relaxed)
            if let deadline = cycle.deadline, armed.map({ deadline < $0 }) ?? true {
                armed = deadline
                work.addTask { [clock] in
                    guard (try? await clock.sleep(deadline)) != nil else { return }
                    events.force(.tick)
                }
            }
        }
        live.store(false, ordering: .relaxed)
        await line.hangUp()
    }
}
