import HTTPClient
import HTTPSemantics
import JSON
import Testing
import WebSocket

@testable import GenesysSimulator

/// Events on real sockets.
@Suite(.timeLimit(.minutes(1)))
struct LiveSocketTests {
    private static let topic: JSON = [
        "id": .string("v2.routing.queues.\(PlatformConfiguration.demoQueueID).conversations.messages")
    ]

    /// A channel that listens to the queue, and its address.
    private func channel(_ simulator: LiveSimulator) async throws -> String {
        let channel = try JSON(parsing: try await simulator.call(.post, "/api/v2/notifications/channels").body)
        let id = try #require(channel["id"]?.string)
        let answer = try await simulator.call(.post, "/api/v2/notifications/channels/\(id)/subscriptions", [Self.topic])
        #expect(answer.status == 200)
        return try #require(channel["connectUri"]?.string)
    }

    private func next(_ events: inout WebSocketConnection.AsyncIterator) async throws -> JSON? {
        guard case .text(let text) = try await events.next() else { return nil }
        return try JSON(parsing: Array(text.utf8))
    }

    @Test func anEventComesOnTheChannelsSocket() async throws {
        try await LiveSimulator.run { simulator in
            let socket = try await WebSocketClient().connect(to: try await channel(simulator))
            var events = socket.makeAsyncIterator()
            try await socket.send(#"{"message":"ping"}"#)
            #expect(try await next(&events)?["eventBody"] == ["message": "pong"])
            _ = try await simulator.call(.post, Caller.inboundPath, Samples.message.with("content", nil))
            let event = try await next(&events)
            #expect(event?["topicName"] == Self.topic["id"])
            #expect(event?["eventBody"]?.participant("customer")?["messages"]?.array?.count == 1)
        }
    }

    @Test func heartbeatsComeByThemselves() async throws {
        try await LiveSimulator.run {
            $0.platform.notifications.heartbeatInterval = .milliseconds(100)
        } _: { simulator in
            let socket = try await WebSocketClient().connect(to: try await channel(simulator))
            var events = socket.makeAsyncIterator()
            #expect(try await next(&events)?["eventBody"] == ["message": "WebSocket Heartbeat"])
            #expect(try await next(&events)?["topicName"] == "channel.metadata")
        }
    }

    @Test func aSecondSocketTakesTheChannelAndADropTakesBoth() async throws {
        try await LiveSimulator.run { simulator in
            let address = try await channel(simulator)
            let first = try await WebSocketClient().connect(to: address)
            var ofFirst = first.makeAsyncIterator()
            try await first.send(#"{"message":"ping"}"#)
            _ = try await next(&ofFirst)
            let second = try await WebSocketClient().connect(to: address)
            #expect(try await ofFirst.next() == nil)
            #expect(first.closure?.code == .normal)
            var ofSecond = second.makeAsyncIterator()
            try await second.send(#"{"message":"ping"}"#)
            _ = try await next(&ofSecond)
            #expect(try await simulator.call(.post, "/simulator/sockets", ["event": "closing"]).status == 204)
            #expect(try await next(&ofSecond)?["topicName"] == "v2.system.socket_closing")
            #expect(try await simulator.call(.post, "/simulator/sockets", ["event": "dropped"]).status == 204)
            await #expect(throws: WebSocketError.self) { try await ofSecond.next() }
        }
    }

    @Test func anUnknownChannelIsNotConnected() async throws {
        try await LiveSimulator.run { simulator in
            let address = try await channel(simulator)
            await #expect(throws: WebSocketError.self) { try await WebSocketClient().connect(to: address + "x") }
        }
    }

    @Test func theTutorialsSocketWantsATokenAndTellsOfUploads() async throws {
        try await LiveSimulator.run { simulator in
            let channel = try await channel(simulator)
            let address = channel.prefix { $0 != "/" } + "//" + (channel.split(separator: "/").dropFirst().first ?? "")
            let url = address + "/api/v2/conversations/events"
            await #expect(throws: WebSocketError.self) { try await WebSocketClient().connect(to: String(url)) }
            let fields: HTTPFields = ["Authorization": "Bearer \(simulator.token)"]
            let socket = try await WebSocketClient().connect(to: String(url), fields: fields)
            var events = socket.makeAsyncIterator()
            try await socket.send(#"{"type":"subscribe","eventTypes":["conversation.media.upload"],"includeData":true}"#)
            #expect(try await next(&events)?["type"] == "subscribed")
            let upload = try await simulator.client.send(
                HTTPClient.Request(
                    method: .post, url: simulator.address + "/simulator/media?name=a.txt&type=text/plain",
                    fields: ["Content-Type": "application/octet-stream"], body: [1]))
            let media = try JSON(parsing: upload.body)["id"] ?? .null
            let message: JSON = ["from": "guest-1", "mediaId": media]
            #expect(try await simulator.call(.post, "/simulator/customers/messages", message).status == 200)
            let event = try await next(&events)
            #expect(event?["eventType"] == "conversation.media.upload")
            #expect(event?["media"]?["id"] == media)
        }
    }
}
