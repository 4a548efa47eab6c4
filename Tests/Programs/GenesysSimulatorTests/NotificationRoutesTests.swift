import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct NotificationRoutesTests {
    private static let channels = "/api/v2/notifications/channels"
    private static let topic: JSON = [
        "id": .string("v2.routing.queues.\(PlatformConfiguration.demoQueueID).conversations.messages")
    ]

    /// A caller with a channel that listens to its queue.
    private func listener(_ caller: inout Caller) throws -> String {
        let channel = try #require(try caller.call(.post, Self.channels).answer.body)
        let id = try #require(channel["id"]?.string)
        #expect(channel["connectUri"]?.string == "ws://127.0.0.1:8090/channels/\(id)")
        let subscribed = try caller.call(.post, "\(Self.channels)/\(id)/subscriptions", [Self.topic]).answer
        #expect(subscribed.body?["entities"]?.array?.map { $0["state"] } == ["Permitted"])
        #expect(caller.platform.hub.connect(1, channel: id, at: caller.now) != nil)
        return id
    }

    private func events(_ reply: Reply) throws -> [JSON] {
        try reply.effects.compactMap { effect in
            guard case .socket(.send(_, let text)) = effect else { return nil }
            return try JSON(parsing: Array(text.utf8))
        }
    }

    @Test func aMessageIsAnEventThatShowsItsAttachment() throws {
        var caller = Caller()
        _ = try listener(&caller)
        let event = try #require(try events(try caller.send(Samples.message)).first)
        let customer = event["eventBody"]?.participant("customer")
        #expect(event["topicName"] == Self.topic["id"])
        #expect(customer?["messages"]?.array?.first?["messageMetadata"]?["content"] == [["contentType": "Attachment"]])
        #expect(customer?["messages"]?.array?.first?["message"]?["id"]?.string?.count == 32)
    }

    @Test func attributesAreAnEventToo() throws {
        var caller = Caller()
        _ = try listener(&caller)
        let id = try #require(try caller.begin())
        let customer = try caller.conversation(id).participant("customer")?["id"]?.string ?? ""
        let path = "/api/v2/conversations/messages/\(id)/participants/\(customer)/attributes"
        let reply = try caller.call(.patch, path, ["attributes": ["file_scan_status": "clean"]])
        #expect(
            try events(reply).first?["eventBody"]?.participant("customer")?["attributes"]
                == ["scan_status": "clean", "file_scan_status": "clean"])
    }

    @Test(arguments: [("lost", 0), ("duplicated", 2), ("socketClosing", 2)])
    func aFaultDecidesWhatBecomesOfAnEvent(_ fault: String, _ count: Int) throws {
        var caller = Caller()
        _ = try listener(&caller)
        let faults: JSON = [["match": ["topic": "v2.routing"], "event": .string(fault)]]
        #expect(try caller.call(.put, "/simulator/faults", faults).answer.status == 204)
        #expect(try events(try caller.send(Samples.message)).count == count)
        #expect(try events(try caller.send(Samples.message(id: "2"))).count == 1)
    }

    @Test func aFaultDropsTheSocket() throws {
        var caller = Caller()
        _ = try listener(&caller)
        _ = try caller.call(.put, "/simulator/faults", [["match": [:], "event": "socketDropped"]])
        #expect(try caller.send(Samples.message).effects.contains(.socket(.close(socket: 1, code: 1006))))
        #expect(try events(try caller.send(Samples.message(id: "2"))).isEmpty)
    }

    @Test func theTutorialsEventHasALinkThatNeedsNoToken() throws {
        var caller = Caller()
        caller.platform.hub.connectTutorial(9, at: caller.now)
        _ = caller.platform.hub.receive(#"{"type":"subscribe","eventTypes":["conversation.media.upload"]}"#, on: 9, at: caller.now)
        let upload = Call(
            .post, "/simulator/media", query: [("name", "a.txt"), ("type", "text/plain")],
            fields: ["Content-Type": "application/octet-stream"], body: [1])
        let media = caller.platform.handle(upload, at: caller.now).answer.body?["id"] ?? .null
        let event = try #require(
            try events(try caller.call(.post, "/simulator/customers/messages", ["from": "guest-1", "mediaId": media])).first)
        #expect(event["eventType"] == "conversation.media.upload")
        #expect(event["media"]?["id"] == media)
        #expect(event["media"]?["filename"] == "a.txt")
        #expect(event["media"]?["downloadUrl"]?.string?.contains("signature=") == true)
    }

    @Test func subscriptionsAreAddedReplacedAndTakenAway() throws {
        var caller = Caller()
        let id = try listener(&caller)
        let path = "\(Self.channels)/\(id)/subscriptions"
        func topics() throws -> [JSON?] { try caller.get(path).body?["entities"]?.array?.map { $0["id"] } ?? [] }
        let other: JSON = ["id": "v2.users.1.conversations"]
        _ = try caller.call(.post, path, [other, Self.topic])
        #expect(try topics() == [Self.topic["id"], other["id"]])
        _ = try caller.call(.put, path, [other])
        #expect(try topics() == [other["id"]])
        #expect(try caller.call(.delete, path).answer.status == 200)
        #expect(try topics().isEmpty)
        #expect(try caller.call(.head, "\(Self.channels)/\(id)").answer.status == 200)
        #expect(try caller.call(.head, "\(Self.channels)/nobody").answer.status == 404)
        #expect(try caller.get(Self.channels, query: [("includechannels", "oauthclient")]).body?["entities"]?.array?.count == 1)
    }

    @Test func refusesTopicsThatDoNotExistUnlessToldToPassThemOver() throws {
        var caller = Caller()
        let path = "\(Self.channels)/\(try listener(&caller))/subscriptions"
        #expect(try caller.call(.post, path, [["id": "conversation.media.upload"]]).answer.status == 400)
        let answer = try caller.call(.post, path, query: [("ignoreErrors", "true")], [["id": "conversation.media.upload"]]).answer
        #expect(answer.body?["entities"]?.array?.last?["state"] == "Rejected")
        let many = (0...1000).map { JSON.object(["id": "v2.users.\($0).conversations"]) }
        #expect(try caller.call(.put, path, .array(many)).answer.body?["code"] == "constraint.validation")
    }

    @Test func aRevokedTokenIsUnknownAndItsChannelEnds() throws {
        var caller = Caller()
        _ = try listener(&caller)
        #expect(try caller.get("/api/v2/tokens/me").body?["OAuthClient"]?["id"] == "lazaret-demo-client")
        #expect(try caller.call(.head, "/api/v2/tokens/me").answer.status == 200)
        let reply = try caller.call(.delete, "/api/v2/tokens/me")
        #expect(reply.effects.last == .socket(.close(socket: 1, code: 1000)))
        #expect(try caller.get("/api/v2/tokens/me").body?["code"] == "bad.credentials")
    }

    @Test func listsItsTopics() throws {
        var caller = Caller()
        let plain = try caller.get("/api/v2/notifications/availabletopics").body?["entities"]?.array?.first
        let described = try caller.get("/api/v2/notifications/availabletopics", query: [("expand", "description,schema")])
        #expect(plain?["description"] == nil)
        #expect(described.body?["entities"]?.array?.first?["description"] != nil)
    }
}
