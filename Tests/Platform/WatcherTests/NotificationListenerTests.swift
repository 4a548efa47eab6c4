import Lifecycle
import Observability
import Testing
import WebSocket

@testable import Watcher

/// The listener and a real server in the platform's place.
struct NotificationListenerTests {
    static let event = #"{"topicName":"t","eventBody":{"n":1}}"#

    /// Runs a listener until the first event has come.
    func listen(
        _ steps: [StandInPlatform.Step], isTutorial: Bool = false, topics: [String] = ["t"]
    ) async throws -> StandInPlatform.Seen {
        let platform = StandInPlatform(steps)
        try await platform.run {
            let (events, arriving) = AsyncStream.makeStream(of: Notification.self)
            let handle: @Sendable (Notification) async -> Void = { arriving.yield($0) }
            let listener =
                isTutorial
                ? try NotificationListener(eventTypes: topics, platform: platform, settings: Self.fast, handle: handle)
                : try NotificationListener(topics: topics, platform: platform, settings: Self.fast, handle: handle)
            let stop = StopSignal()
            await withTaskGroup { group in
                group.addTask { await listener.run(until: stop) }
                _ = await events.first { _ in true }
                stop.trigger()
            }
            #expect(!listener.isLive)
        }
        return platform.seen
    }

    /// Runs a listener on a clock of the test's own.
    func listen(
        to platform: StandInPlatform, _ clock: TestClock, _ settings: ListenerSettings = ListenerSettings(),
        handle: @escaping @Sendable (Notification) async -> Void, until done: @Sendable () async -> Void
    ) async throws {
        try await platform.run {
            let listener = NotificationListener(
                .channel(topics: ["t"]), platform, WebSocketClient(), settings, Logger(), { 0.5 }, clock.listeners, handle)
            let stop = StopSignal()
            await withTaskGroup { group in
                group.addTask { await listener.run(until: stop) }
                await done()
                stop.trigger()
            }
        }
    }

    static var fast: ListenerSettings {
        var settings = ListenerSettings()
        settings.pingAfter = .milliseconds(200)
        settings.deadAfter = .seconds(60)
        settings.backoffBase = .milliseconds(1)
        settings.backoffCap = .milliseconds(10)
        return settings
    }

    @Test func listensAndClosesCleanly() async throws {
        let seen = try await listen([.say([Self.event])])
        #expect(seen.channels == 1 && seen.subscriptions == [["t"]] && seen.paths == ["/channels/c1"])
        #expect(seen.backfills == 1)
        #expect(seen.closures.last??.code == .normal)
    }

    @Test(
        arguments: [
            .drop, .close(1001), .close(1011), .say([#"{"topicName":"v2.system.socket_closing","eventBody":{}}"#]),
            .refuse(503),
        ] as [StandInPlatform.Step])
    func comesBackToTheSameChannelAndBackfillsAfter(step: StandInPlatform.Step) async throws {
        let seen = try await listen([step, .say([Self.event])])
        #expect(seen.channels == 1)
        #expect(seen.paths == ["/channels/c1", "/channels/c1"])
        if case .refuse = step { #expect(seen.backfills == 1) } else { #expect(seen.backfills == 2) }
    }

    @Test(
        arguments: [
            (.say([#"{"topicName":"v2.system.no_longer_subscribed.c1","eventBody":{"reason":"another_channel_subscribed"}}"#]), 0),
            (.say([#"{"topicName":"v2.system.token_revoked.c1","eventBody":{}}"#]), 1), (.refuse(404), 0), (.refuse(401), 1),
        ] as [(StandInPlatform.Step, Int)])
    func makesANewChannelAfter(step: StandInPlatform.Step, discards: Int) async throws {
        let seen = try await listen([step, .say([Self.event])])
        #expect(seen.channels == 2 && seen.paths.last == "/channels/c2")
        #expect(seen.discards == discards)
    }

    @Test func comesBackToTheSameChannelAndBackfillsAfterSilence() async throws {
        let (platform, clock) = (StandInPlatform([.silent, .say([Self.event])]), TestClock())
        let (events, arriving) = AsyncStream.makeStream(of: Notification.self)
        try await listen(to: platform, clock) {
            arriving.yield($0)
        } until: {
            // Time to ping, time to give up, and time to connect again.
            for await deadline in clock.deadlines.prefix(3) { clock.move(to: deadline) }
            _ = await events.first { _ in true }
        }
        #expect(platform.seen.channels == 1 && platform.seen.backfills == 2)
        #expect(platform.seen.paths == ["/channels/c1", "/channels/c1"])
    }

    @Test func subscribesAgainBeforeTheChannelExpires() async throws {
        let (platform, clock) = (StandInPlatform([.say([])]), TestClock())
        var settings = ListenerSettings()
        // Due at the same moment, so that the clock moves once, over a day.
        settings.pingAfter = platform.lifetime - settings.renewBefore
        settings.deadAfter = platform.lifetime
        try await listen(to: platform, clock, settings) { _ in
        } until: {
            for await deadline in clock.deadlines.prefix(1) { clock.move(to: deadline) }
            _ = await platform.subscribed.dropFirst().first { _ in true }
            _ = await platform.heard.first { $0 == #"{"message":"ping"}"# }
        }
        #expect(platform.seen.channels == 1 && platform.seen.paths.count == 1)
        #expect(platform.seen.subscriptions == [["t"], ["t"]])
    }

    @Test func followsTheTutorial() async throws {
        let upload = #"{"eventType":"conversation.media.upload"}"#
        let seen = try await listen([.drop, .refuse(401), .say([upload])], isTutorial: true, topics: ["conversation.media.upload"])
        #expect(seen.channels == 0 && seen.paths == Array(repeating: "/api/v2/conversations/events", count: 3))
        #expect(seen.discards == 1)
        #expect(seen.texts.allSatisfy { $0.contains(#""type":"subscribe""#) })
    }

    @Test func losesNothingWhenTheHandlerIsSlow() async throws {
        let texts = (0..<500).map { #"{"topicName":"t","eventBody":{"n":\#($0)}}"# }
        let platform = StandInPlatform([.say(texts)])
        try await platform.run {
            let (events, arriving) = AsyncStream.makeStream(of: Notification.self)
            let listener = try NotificationListener(topics: ["t"], platform: platform) { notification in
                for _ in 0..<10 { await Task.yield() }
                arriving.yield(notification)
            }
            let stop = StopSignal()
            await withTaskGroup { group in
                group.addTask { await listener.run(until: stop) }
                var expected = 0
                for await event in events {
                    #expect(event.body == Array(#"{"n":\#(expected)}"#.utf8))
                    expected += 1
                    if expected == texts.count { break }
                }
                stop.trigger()
            }
        }
    }

    @Test func refusesTooManyTopicsAndNone() {
        let platform = StandInPlatform([.silent])
        for topics in [[], (0...1000).map(String.init)] {
            #expect(throws: WatcherError.self) { try NotificationListener(topics: topics, platform: platform) { _ in } }
        }
    }
}
