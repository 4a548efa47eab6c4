import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct AgentlessTests {
    private static let path = "/api/v2/conversations/messages/agentless"

    @Test func sendsTextIntoTheConversationThatIsThere() throws {
        var caller = Caller()
        _ = try caller.send(Samples.message)
        let answer = try caller.call(.post, Self.path, Samples.agentless.with("useExistingActiveConversation", true)).answer
        let shown = try caller.messages()
        #expect(answer.status == 200)
        #expect(answer.body?["messengerType"] == "open")
        #expect(answer.body?["textBody"] == nil)
        #expect(shown.map { $0["direction"] } == ["inbound", "outbound"])
        #expect(shown.first?["conversationId"] == shown.last?["conversationId"])
        #expect(shown.last?["to"] == "user-1")
        #expect(shown.last?["id"] == answer.body?["id"])
    }

    @Test func beginsAConversationUnlessToldToJoin() throws {
        var caller = Caller()
        _ = try caller.send(Samples.message)
        _ = try caller.call(.post, Self.path, Samples.agentless)
        let shown = try caller.messages()
        #expect(shown.first?["conversationId"] != shown.last?["conversationId"])
    }

    @Test(arguments: [
        ("sms", "toAddress", "+13175550100"), ("apple", "toAddress", "a"), ("open", "externalContactId", "c"),
        ("webmessaging", "externalContactId", "c"),
    ])
    func takesEachMessengerWithItsAddress(_ messenger: String, _ member: String, _ address: String) throws {
        var caller = Caller()
        let sender = messenger == "webmessaging" ? PlatformConfiguration.demoDeploymentID : OpenIntegration.demoID
        let body = Samples.agentless.with("toAddressMessengerType", .string(messenger)).with("toAddress", nil)
            .with("fromAddress", .string(sender))
        #expect(try caller.call(.post, Self.path, body.with(member, .string(address))).answer.status == 200)
    }

    @Test(
        arguments: [
            ("fromAddress", nil, "constraint.validation"), ("toAddress", nil, "constraint.validation"),
            ("toAddressMessengerType", nil, "constraint.validation"), ("toAddressMessengerType", "email", "invalid.value"),
            ("toAddressMessengerType", "webmessaging", "constraint.validation"),
            ("toAddressMessengerType", "whatsapp", "constraint.validation"), ("textBody", nil, "bad.request"),
            ("textBody", "", "constraint.validation"),
            ("textBody", .string(String(repeating: "x", count: 2001)), "constraint.validation"),
            ("mediaIds", ["1"], "invalid.property"), ("content", [], "invalid.property"),
            ("messagingTemplate", ["responseId": "r"], "bad.request"), ("useExistingActiveConversation", "true", "bad.request"),
        ] as [(String, JSON?, String)])
    func refusesWhatTheModelDoesNotAllow(_ path: String, _ value: JSON?, _ code: String) throws {
        var caller = Caller()
        let answer = try caller.call(.post, Self.path, Samples.agentless.with(path, value)).answer
        #expect(answer.status == 400)
        #expect(answer.body?["code"]?.string == code)
        #expect(try caller.messages().isEmpty)
    }

    @Test(arguments: [(765, 200), (766, 400)])
    func holdsTextMessagesToTheirOwnLimit(_ length: Int, _ status: Int) throws {
        var caller = Caller()
        let body = Samples.agentless.with("toAddressMessengerType", "sms").with(
            "textBody", .string(String(repeating: "x", count: length)))
        #expect(try caller.call(.post, Self.path, body).answer.status == status)
    }

    @Test func reachesTheWebMessengerByTheExternalContact() throws {
        var caller = Caller()
        let contact = "0c9a7e54-3b1d-4f62-8e70-5d4c3b2a1908"
        let body: JSON = ["from": "guest-1", "text": "Hello", "externalContactId": .string(contact)]
        let written = try caller.call(.post, "/simulator/customers/messages", body).answer.body
        let text: JSON = [
            "fromAddress": .string(PlatformConfiguration.demoDeploymentID), "toAddressMessengerType": "webmessaging",
            "externalContactId": .string(contact), "textBody": "Hello back", "useExistingActiveConversation": true,
        ]
        #expect(try caller.call(.post, Self.path, text).answer.body?["conversationId"] == written?["conversationId"])
        #expect(try caller.call(.post, Self.path, text.with("fromAddress", "integration-1")).answer.status == 404)
        #expect(try caller.call(.post, Self.path, text.with("toAddress", "guest-1")).answer.status == 400)
    }

    @Test func refusesAnUnknownSender() throws {
        var caller = Caller()
        #expect(try caller.call(.post, Self.path, Samples.agentless.with("fromAddress", "nobody")).answer.status == 404)
    }
}
