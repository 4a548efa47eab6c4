import HTTPSemantics
import Testing

@testable import GenesysSimulator

struct TutorialRoutesTests {
    @Test(arguments: ["File", "application/pdf"])
    func takesTheDeprecatedInboundCallWithAMediaTypeToo(_ mediaType: String) throws {
        var caller = Caller()
        let message = Samples.legacyMessage.with("content[0].attachment.mediaType", .string(mediaType))
        let reply = try caller.call(.post, "/api/v2/conversations/messages/inbound/open", message)
        #expect(reply.answer.status == 200)
        #expect(reply.effects.count == 1)
        #expect(try caller.messages().first?["attachment"]?["mediaType"]?.string == mediaType)
    }

    @Test(
        arguments: [
            ("channel.to", nil, 400), ("channel.to.id", "nobody", 404), ("direction", "Outbound", 400), ("type", nil, 400),
            ("channel.platform", "Closed", 400),
        ] as [(String, JSON?, Int)])
    func refusesADeprecatedCallThatIsIncomplete(_ path: String, _ value: JSON?, _ status: Int) throws {
        var caller = Caller()
        let message = Samples.legacyMessage.with(path, value)
        #expect(try caller.call(.post, "/api/v2/conversations/messages/inbound/open", message).answer.status == status)
    }

    @Test func repliesToTheCustomerOfAConversation() throws {
        var caller = Caller()
        _ = try caller.send(Samples.message)
        let id = try #require(try caller.messages().first?["conversationId"]?.string)
        let answer = try caller.call(.post, "/api/v2/conversations/messaging/\(id)/messages", ["type": "text", "text": "Refused"])
            .answer
        #expect(answer.status == 200)
        let shown = try caller.messages(["conversationId": id])
        #expect(shown.map { $0["text"] } == ["invoice.pdf", "Refused"])
        #expect(shown.last?["to"] == "user-1")
    }

    @Test func takesAConversationThatBeganElsewhere() throws {
        var caller = Caller()
        _ = try caller.call(.post, "/api/v2/conversations/messaging/far%20away/messages", ["type": "text", "text": "Refused"])
        #expect(try caller.messages(["conversationId": "far away"]).count == 1)
    }

    @Test(
        arguments: [["type": "text"], ["text": "x"], ["type": "card", "text": "x"], ["type": "text", "text": "x", "more": 1]]
            as [JSON])
    func refusesAReplyOfAnotherShape(_ body: JSON) throws {
        var caller = Caller()
        #expect(try caller.call(.post, "/api/v2/conversations/messaging/1/messages", body).answer.status == 400)
    }
}
