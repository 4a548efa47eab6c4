import Foundation
import JSON
import Testing

@testable import GenesysSimulator

struct NotificationHubTests {
    private static let topic = "v2.users.1.conversations"
    private let start = Date(timeIntervalSince1970: 1_795_000_000)

    private func hub(_ configure: (inout NotificationLimits) -> Void = { _ in }) -> NotificationHub {
        var limits = NotificationLimits()
        configure(&limits)
        return NotificationHub(limits)
    }

    private func create(_ id: String, in hub: inout NotificationHub) -> [NotificationHub.Action] {
        hub.create(id: id, clientID: "client", token: "token", at: start).1
    }

    private func texts(_ actions: [NotificationHub.Action]) throws -> [JSON] {
        try actions.compactMap { action in
            guard case .send(_, let text) = action else { return nil }
            return try JSON(parsing: Array(text.utf8))
        }
    }

    @Test func publishesToThoseWhoListenToTheTopic() throws {
        var hub = hub()
        _ = create("a", in: &hub)
        _ = try hub.subscribe([Self.topic], replacing: false, channel: "a", of: "client", at: start)
        #expect(hub.publish(Self.topic, [:], correlationID: "c").isEmpty)
        #expect(hub.connect(1, channel: "a", at: start) == [])
        let event = try texts(hub.publish(Self.topic, ["id": "x"], correlationID: "c")).first
        #expect(
            event == [
                "topicName": .string(Self.topic), "version": "2", "eventBody": ["id": "x"], "metadata": ["CorrelationId": "c"],
            ])
        #expect(hub.publish("v2.users.2.conversations", [:], correlationID: "c").isEmpty)
        hub.disconnect(1)
        #expect(hub.publish(Self.topic, [:], correlationID: "c").isEmpty)
    }

    @Test func beatsAsOftenAsItShould() throws {
        var hub = hub()
        _ = create("a", in: &hub)
        _ = hub.connect(1, channel: "a", at: start)
        #expect(hub.tick(at: start + 29).isEmpty)
        #expect(
            try texts(hub.tick(at: start + 30)) == [
                ["topicName": "channel.metadata", "eventBody": ["message": "WebSocket Heartbeat"]]
            ])
        #expect(hub.tick(at: start + 31).isEmpty)
        #expect(hub.tick(at: start + 60).count == 1)
    }

    @Test func answersAPing() throws {
        var hub = hub()
        _ = create("a", in: &hub)
        _ = hub.connect(1, channel: "a", at: start)
        let pong: JSON = ["topicName": "channel.metadata", "eventBody": ["message": "pong"]]
        #expect(try texts(hub.receive(#"{"message":"ping"}"#, on: 1, at: start)) == [pong])
        for text in ["", "{", "[]", "null", #"{"message":1}"#] { #expect(hub.receive(text, on: 1, at: start).isEmpty) }
    }

    @Test func subscribesInBand() throws {
        var hub = hub()
        _ = create("a", in: &hub)
        _ = hub.connect(1, channel: "a", at: start)
        let wish = #"{"message":"subscribe","topics":["\#(Self.topic)"],"correlationId":"7"}"#
        #expect(
            try texts(hub.receive(wish, on: 1, at: start)) == [["result": "200", "status": "subscribed", "correlationId": "7"]])
        #expect(hub.hasListeners(Self.topic))
        let unknown = #"{"message":"subscribe","topics":["v2.nothing"]}"#
        #expect(try texts(hub.receive(unknown, on: 1, at: start)).first?["result"] == "400")
    }

    @Test func aSecondSocketDropsTheFirst() {
        var hub = hub()
        _ = create("a", in: &hub)
        _ = hub.connect(1, channel: "a", at: start)
        #expect(hub.connect(2, channel: "a", at: start) == [.close(socket: 1, code: 1000)])
        #expect(hub.connect(3, channel: "b", at: start) == nil)
    }

    @Test func oneChannelTooManyCostsTheOneUsedLongestAgoFirstWithoutASocket() throws {
        var hub = hub { $0.maximumChannels = 2 }
        _ = create("a", in: &hub)
        _ = create("b", in: &hub)
        _ = hub.connect(1, channel: "a", at: start)
        #expect(create("c", in: &hub).isEmpty)
        #expect(hub.channels(of: "client").map(\.id) == ["a", "c"])
        _ = hub.connect(2, channel: "c", at: start)
        let actions = create("d", in: &hub)
        let farewell = try texts(actions).first
        #expect(farewell?["topicName"] == "v2.system.no_longer_subscribed.client")
        #expect(farewell?["eventBody"]?["reason"] == "another_channel_subscribed")
        #expect(actions.last == .close(socket: 1, code: 1000))
    }

    @Test func aChannelDiesUnlessItIsSubscribedAgain() throws {
        var hub = hub()
        _ = create("a", in: &hub)
        _ = create("b", in: &hub)
        _ = hub.connect(1, channel: "a", at: start)
        _ = try hub.subscribe([Self.topic], replacing: false, channel: "b", of: "client", at: start + 80_000)
        #expect(hub.tick(at: start + 86_401).last == .close(socket: 1, code: 1001))
        #expect(hub.channels(of: "client").map(\.id) == ["b"])
        #expect(throws: Refusal.notFound) { try hub.channel("a", of: "client", at: start + 86_401) }
    }

    @Test func theEndOfATokenIsTheEndOfItsChannels() throws {
        var hub = hub()
        _ = create("a", in: &hub)
        _ = hub.connect(1, channel: "a", at: start)
        let actions = hub.revoke(token: "token", at: start)
        #expect(try texts(actions).first?["eventBody"]?["systemTopicType"] == "token_revoked")
        #expect(actions.last == .close(socket: 1, code: 1000))
        #expect(hub.channels(of: "client").isEmpty)
    }

    @Test func warnsBeforeASocketIsClosed() throws {
        var hub = hub()
        _ = create("a", in: &hub)
        _ = hub.connect(1, channel: "a", at: start)
        #expect(try texts(hub.warn()).first?["topicName"] == "v2.system.socket_closing")
        #expect(hub.dropAll(code: 1006) == [.close(socket: 1, code: 1006)])
    }

    @Test func theTutorialsSocketSubscribesToTypesOfEvents() throws {
        var hub = hub()
        hub.connectTutorial(1, at: start)
        #expect(hub.publish(eventType: "conversation.media.upload", [:]).isEmpty)
        let wish = #"{"type":"subscribe","eventTypes":["conversation.media.upload"],"includeData":true}"#
        #expect(try texts(hub.receive(wish, on: 1, at: start)).first?["type"] == "subscribed")
        #expect(try texts(hub.publish(eventType: "conversation.media.upload", ["a": 1])) == [["a": 1]])
        #expect(hub.tick(at: start + 100).isEmpty)
    }

    @Test(arguments: [
        ("v2.users.1.conversations", true), ("v2.users..conversations", false), ("v2.users.{id}.conversations", false),
        ("v2.routing.queues.1.conversations.messages", true), ("v2.detail.events.conversation.1.customer.start", true),
        ("conversation.media.upload", false), ("", false), ("v2.users.1.conversations.messages.more", false),
    ])
    func knowsTheTopicsThatThereAre(_ topic: String, _ isKnown: Bool) {
        #expect(TopicCatalogue.contains(topic) == isKnown)
    }
}
