import HTTPSemantics
import JSON
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

    private func form(_ bytes: String) -> (HTTPFields, [UInt8]) {
        let body =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n\(bytes)\r\n--b--\r\n"
        return (["Content-Type": "multipart/form-data; boundary=b"], Array(body.utf8))
    }

    @Test func hangsAFileOnAContactAndGivesItBack() throws {
        var caller = Caller()
        var (fields, body) = form("the file")
        fields["Authorization"] = "Bearer \(caller.token ?? "")"
        let call = Call(.post, "/api/v2/externalcontacts/contact-1/attachments", fields: fields, body: body)
        let answer = try #require(caller.platform.handle(call, at: caller.now).answer.body)
        #expect(answer["name"] == "a.txt")
        #expect(answer["contentLengthBytes"] == 8)
        let file = try caller.get("/api/v2/files/attachments/\(answer["id"]?.string ?? "")")
        #expect(file.content?.bytes == Array("the file".utf8))
        #expect(try caller.get("/api/v2/externalcontacts/contacts/contact-1/notes").body?["total"] == 1)
        #expect(try caller.call(.delete, "/api/v2/media/files/\(answer["id"]?.string ?? "")").answer.status == 204)
        #expect(try caller.get("/api/v2/files/attachments/\(answer["id"]?.string ?? "")").status == 404)
    }

    @Test(arguments: [("multipart/form-data; boundary=x", 400), ("multipart/form-data", 415), ("text/plain", 415)])
    func refusesWhatIsNoForm(_ type: String, _ status: Int) throws {
        var caller = Caller()
        let fields: HTTPFields = ["Authorization": "Bearer \(caller.token ?? "")", "Content-Type": type]
        let call = Call(.post, "/api/v2/externalcontacts/contact-1/attachments", fields: fields, body: form("x").1)
        #expect(caller.platform.handle(call, at: caller.now).answer.status == status)
    }

    @Test func keepsAttributesOfAnyPlainKindAsText() throws {
        var caller = Caller()
        let id = try #require(try caller.writeOnTheWeb()["conversationId"]?.string)
        let path = "/api/v2/conversations/webchat/\(id)"
        let body: JSON = ["custom_attributes": ["file_scan_status": "clean", "file_size_bytes": 12, "file_is_image": false]]
        #expect(
            try caller.call(.patch, path, body).answer.body?["custom_attributes"]
                == ["file_scan_status": "clean", "file_size_bytes": "12", "file_is_image": "false"])
        #expect(try caller.call(.patch, path, ["custom_attributes": ["a": ["b": 1]]]).answer.status == 400)
    }

    @Test func sendsALinkToAConversation() throws {
        var caller = Caller()
        let id = try #require(try caller.begin())
        let body: JSON = ["to": "user-1", "type": "text", "body": "https://files.example/1"]
        let answer = try caller.call(.post, "/api/v2/conversations/messages", body).answer
        #expect(answer.body?["conversationId"]?.string == id)
        #expect(try caller.messages().last?["text"] == "https://files.example/1")
        #expect(try caller.call(.post, "/api/v2/conversations/messages", body.with("body", nil)).answer.status == 400)
    }

    @Test func readsACardAsThePlatformsOwn() throws {
        var caller = Caller()
        let id = try #require(try caller.writeOnTheWeb()["conversationId"]?.string)
        let card: JSON = [
            "messageId": "c-1", "templateMatrix": ["templateId": "t", "version": "2.1"], "dynamicFields": ["title": "Order"],
            "components": [
                ["type": "header", "text": "Order", "style": "bold"], ["type": "body", "text": "Shipped", "markdown": true],
                [
                    "type": "buttonGroup",
                    "buttons": [["label": "Track", "action": "postback", "payload": "track:1", "style": "primary"]],
                ],
            ],
        ]
        let path = "/api/v2/guest/conversations/webchat/messages"
        let body: JSON = ["conversationId": .string(id), "message": ["type": "webchat", "card": card]]
        #expect(try caller.call(.post, path, body).answer.body?["messageId"] == "c-1")
        let sent = caller.platform.messages.filter { !$0.structured.isEmpty }.first?.structured.first?["card"]
        #expect(
            sent == [
                "title": "Order", "description": "Shipped",
                "actions": [["type": "Postback", "text": "Track", "payload": "track:1"]],
            ])
        #expect(try caller.call(.post, path, body.with("message.card.components[0].onclick", "x")).answer.status == 400)
        let button = card["components"]?.array?[2]["buttons"]?.array?[0] ?? .null
        let six = JSON.array(Array(repeating: button, count: 6))
        #expect(try caller.call(.post, path, body.with("message.card.components[2].buttons", six)).answer.status == 400)
    }
}
