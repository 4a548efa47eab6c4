import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct ConversationTests {
    @Test func aCustomersMessageBeginsAConversationWithThreeParticipants() throws {
        var caller = Caller()
        let sent = try caller.writeOnTheWeb(file: "note.txt")
        let id = try #require(sent["conversationId"]?.string)
        let conversation = try #require(try caller.get("/api/v2/conversations/messages/\(id)").body)
        #expect(conversation["participants"]?.array?.map { $0["purpose"] } == ["customer", "acd", "agent"])
        let message = try #require(conversation.participant("customer")?["messages"]?.array?.first)
        #expect(message["messageId"] == sent["id"])
        #expect(message["messageMetadata"]?["content"] == [["contentType": "Attachment"]])
        #expect(message["media"]?.array?.first?["name"] == "note.txt")
        #expect(conversation.participant("agent")?["messages"] == [])
    }

    @Test func theWholeConversationHasTheMessagesInCommunications() throws {
        var caller = Caller()
        let sent = try caller.writeOnTheWeb()
        let whole = try caller.conversation(sent["conversationId"]?.string ?? "")
        let communication = whole.participant("customer")?["messages"]?.array?.first
        #expect(communication?["id"]?.string?.count == 36)
        #expect(communication?["messages"]?.array?.map { $0["messageId"] } == [sent["id"]])
        #expect(whole.participant("agent")?["userId"]?.string == PlatformConfiguration.demoUserID)
    }

    @Test func aMessageIsReadInItsNormalizedForm() throws {
        var caller = Caller()
        let answer = try caller.call(.post, Caller.inboundPath, query: [("prefetchConversationId", "true")], Samples.message).answer
            .body
        let id = answer?["id"]?.string ?? ""
        let path = "/api/v2/conversations/messages/\(answer?["conversationId"]?.string ?? "")/messages/\(id)"
        let normalized = try #require(try caller.get(path).body)
        #expect(normalized["providerMessageId"] == "m-1")
        #expect(normalized["messengerType"] == "open")
        let message = normalized["normalizedMessage"]
        #expect(message?["direction"] == "Inbound")
        #expect(message?["channel"]?["from"] == Samples.channel["from"])
        #expect(message?["content"]?.array?.first?["attachment"]?["url"] == Samples.attachment["url"])
        #expect(try caller.get("/api/v2/conversations/messages/\(id)/details").body == normalized)
        let bulk = try caller.call(.post, path.replacing("/\(id)", with: "/bulk"), [.string(id), "nobody"]).answer.body
        #expect(bulk?["entities"] == [normalized])
    }

    @Test func theChannelsAttributesAreTheCustomers() throws {
        var caller = Caller()
        let id = try #require(try caller.begin())
        #expect(try caller.conversation(id).participant("customer")?["attributes"] == ["scan_status": "clean"])
    }

    @Test(arguments: ["conversations/messages", "conversations"])
    func attributesAreMergedIntoAParticipants(_ path: String) throws {
        var caller = Caller()
        let id = try #require(try caller.begin())
        let customer = try caller.conversation(id).participant("customer")?["id"]?.string ?? ""
        let target = "/api/v2/\(path)/\(id)/participants/\(customer)/attributes"
        let first = try caller.call(.patch, target, ["attributes": ["a": "1", "b": "2"]]).answer
        #expect(first.status == (path == "conversations" ? 204 : 200))
        _ = try caller.call(.patch, target, ["attributes": ["b": "3"]])
        #expect(
            try caller.conversation(id).participant("customer")?["attributes"] == ["scan_status": "clean", "a": "1", "b": "3"])
    }

    @Test(
        arguments: [
            (["attributes": ["a": 1]], 400), (["attributes": ["a": ["b": "c"]]], 400), (["attributes": ["a": true]], 400),
            ([:], 400),
            (["attributes": [:], "more": 1], 400), (["attributes": ["a": .string(String(repeating: "x", count: 200_000))]], 400),
        ] as [(JSON, Int)])
    func refusesAttributesThatAreNoText(_ body: JSON, _ status: Int) throws {
        var caller = Caller()
        let id = try #require(try caller.begin())
        let customer = try caller.conversation(id).participant("customer")?["id"]?.string ?? ""
        let target = "/api/v2/conversations/messages/\(id)/participants/\(customer)/attributes"
        #expect(try caller.call(.patch, target, body).answer.status == status)
        #expect(try caller.conversation(id).participant("customer")?["attributes"] == ["scan_status": "clean"])
    }

    @Test func aConversationThatIsOverIsFollowedByAnother() throws {
        var caller = Caller()
        let id = try #require(try caller.begin())
        let path = "/api/v2/conversations/messages/\(id)"
        #expect(try caller.call(.patch, path, ["state": "connected"]).answer.status == 400)
        #expect(try caller.call(.patch, path, ["state": "disconnected"]).answer.body?["endTime"] != nil)
        #expect(try caller.conversation(id).participant("customer")?["messages"]?.array?.first?["state"] == "disconnected")
        _ = try caller.send(Samples.message(id: "2"))
        #expect(try caller.messages().last?["conversationId"]?.string != id)
        try caller.becomeAgent()
        #expect(try caller.get("/api/v2/conversations/messages").body?["total"] == 1)
    }

    @Test(
        arguments: [
            "conversations/messages/nobody", "conversations/nobody", "conversations/messages/nobody/details",
            "conversations/messages/nobody/messages/1", "downloads/nobody", "conversations/messages/cachedmedia/nobody",
            "files/attachments/nobody", "conversations/messaging/supportedcontent/nobody",
            "conversations/messaging/integrations/open/nobody",
        ])
    func doesNotKnowWhatIsNotThere(_ path: String) throws {
        var caller = Caller()
        let answer = try caller.get("/api/v2/\(path)")
        #expect(answer.status == 404)
        #expect(answer.body?["code"] == "not.found")
        caller.token = nil
        #expect(try caller.get("/api/v2/\(path)").status == 401)
    }

    @Test func aConversationIsForgottenWithItsLastMessage() throws {
        var caller = Caller { $0.maximumMessages = 1 }
        let id = try #require(try caller.begin())
        _ = try caller.send(Samples.message(id: "2", from: "another"))
        #expect(try caller.get("/api/v2/conversations/\(id)").status == 404)
    }

    @Test func hangingUpOnOneHangsUpOnAll() throws {
        var caller = Caller()
        let id = try #require(try caller.begin())
        let agent = try caller.conversation(id).participant("agent")?["id"]?.string ?? ""
        let path = "/api/v2/conversations/messages/\(id)/participants/"
        #expect(try caller.call(.patch, path + "nobody", ["state": "disconnected"]).answer.status == 404)
        #expect(try caller.call(.patch, path + agent, ["state": "disconnected"]).answer.status == 204)
        #expect(try caller.conversation(id)["endTime"] != nil)
    }

    @Test func knowsItsQueueItsAgentAndItsDeployment() throws {
        var caller = Caller()
        #expect(
            try caller.get("/api/v2/routing/queues").body?["entities"]?.array?.first?["id"]?.string
                == PlatformConfiguration.demoQueueID)
        #expect(try caller.get("/api/v2/users/\(PlatformConfiguration.demoUserID)").body?["name"] == "Demo agent")
        #expect(try caller.get("/api/v2/users/nobody").status == 404)
        caller.token = nil
        let deployment = try caller.get("/webdeployments/v1/deployments/\(PlatformConfiguration.demoDeploymentID)/config.json").body
        #expect(deployment?["messenger"]?["fileUpload"]?["modes"] == [["fileTypes": ["*/*"], "maxFileSizeKB": 10240]])
    }

    @Test func anAgentBeginsAConversation() throws {
        var caller = Caller()
        let body: JSON = ["queueId": "q", "toAddress": "user-1", "toAddressMessengerType": "open"]
        let id = try caller.call(.post, "/api/v2/conversations/messages", body).answer.body?["id"]?.string ?? ""
        #expect(try caller.conversation(id)["address"] == "user-1")
        let joined = try caller.call(.post, "/api/v2/conversations/messages", body.with("useExistingConversation", true)).answer
            .body
        #expect(joined?["id"]?.string == id)
        #expect(
            try caller.call(.post, "/api/v2/conversations/messages", ["queueId": "q"]).answer.body?["code"]
                == "constraint.validation")
    }
}

extension Caller {
    /// Begins a conversation by an Open Messaging message, and gives its id.
    mutating func begin(_ message: JSON = Samples.message) throws -> String? {
        try call(.post, Self.inboundPath, query: [("prefetchConversationId", "true")], message).answer.body?["conversationId"]?
            .string
    }
}
