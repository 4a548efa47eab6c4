import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct IntegrationTests {
    private static let path = "/api/v2/conversations/messaging/integrations/open"
    private static let request: JSON = [
        "name": "Shop", "outboundNotificationWebhookUrl": "https://shop.example/webhook",
        "outboundNotificationWebhookSignatureSecretToken": "a secret that is long enough", "webhookHeaders": ["X-Shop": "1"],
    ]

    @Test func isMadeChangedUsedAndDeleted() throws {
        var caller = Caller()
        let made = try #require(try caller.call(.post, Self.path, Self.request).answer.body)
        let one = "\(Self.path)/\(made["id"]?.string ?? "")"
        #expect(made["createStatus"] == "Completed")
        #expect(made["outboundNotificationWebhookSignatureSecretToken"] == nil)
        #expect(try caller.get(one).body == made)
        #expect(try caller.get(Self.path).body?["total"] == 2)
        let renamed = try caller.call(.patch, one, ["name": "Store"]).answer.body
        #expect(renamed?["name"] == "Store")
        #expect(renamed?["webhookHeaders"] == ["X-Shop": "1"])
        let inbound = "/api/v2/conversations/messages/\(made["id"]?.string ?? "")/inbound/open/message"
        #expect(try caller.call(.post, inbound, Samples.message).answer.status == 200)
        #expect(try caller.call(.delete, one).answer.status == 204)
        #expect(try caller.call(.post, inbound, Samples.message).answer.status == 404)
    }

    @Test(
        arguments: [
            ("name", nil), ("outboundNotificationWebhookUrl", "https://shop.example:8443/webhook"),
            ("outboundNotificationWebhookUrl", "http://shop.example/webhook"),
            ("outboundNotificationWebhookSignatureSecretToken", "short"), ("webhookHeaders", ["X": 1]), ("status", "Active"),
        ] as [(String, JSON?)])
    func refusesARequestOfAnotherShape(_ path: String, _ value: JSON?) throws {
        var caller = Caller()
        #expect(try caller.call(.post, Self.path, Self.request.with(path, value)).answer.status == 400)
    }

    @Test func profilesAreMadeChangedAndDeleted() throws {
        var caller = Caller()
        for path in ["/api/v2/conversations/messaging/supportedcontent", "/api/v2/messaging/supportedcontent"] {
            let body: JSON = ["name": "Images", "mediaTypes": ["allow": ["inbound": [["type": "image/*"]], "outbound": []]]]
            let made = try #require(try caller.call(.post, path, body).answer.body)
            let id = made["id"]?.string ?? ""
            #expect(made["mediaTypes"] == body["mediaTypes"])
            #expect(try caller.call(.patch, "\(path)/\(id)", ["name": "Pictures"]).answer.body?["version"] == 2)
            let standard = try caller.get("\(path)/default").body?["id"]
            #expect(try caller.call(.put, "\(path)/default", ["id": .string(id)]).answer.body?["name"] == "Pictures")
            #expect(try caller.call(.delete, "\(path)/\(id)").answer.status == 400)
            _ = try caller.call(.put, "\(path)/default", ["id": standard ?? .null])
            #expect(try caller.call(.delete, "\(path)/\(id)").answer.status == 204)
        }
    }

    @Test func notesAreWrittenAndRead() throws {
        var caller = Caller()
        let path = "/api/v2/externalcontacts/contacts/0c9a7e54-3b1d-4f62-8e70-5d4c3b2a1908/notes"
        let note = try #require(try caller.call(.post, path, ["noteText": "The file: https://files.example/1"]).answer.body)
        #expect(note["entityId"] == "0c9a7e54-3b1d-4f62-8e70-5d4c3b2a1908")
        #expect(try caller.get(path).body?["entities"] == [note])
        #expect(try caller.get(path.replacing("0c9a", with: "1c9a")).body?["total"] == 0)
        #expect(try caller.call(.post, path, ["noteText": ""]).answer.status == 400)
        // What Open Messaging calls its sender is no external contact.
        let sender = "/api/v2/externalcontacts/contacts/user-1/notes"
        #expect(try caller.call(.post, sender, ["noteText": "The file"]).answer.status == 404)
        #expect(try caller.call(.delete, "\(path)/\(note["id"]?.string ?? "")").answer.status == 200)
        #expect(try caller.get(path).body?["total"] == 0)
    }

    @Test func aTypingEventIsAnsweredAndLeavesNoTrace() throws {
        var caller = Caller()
        let path = "/api/v2/conversations/messages/\(OpenIntegration.demoID)/inbound/open/event"
        let body: JSON = [
            "channel": ["from": ["id": "user-1", "idType": "Opaque"], "time": "2026-11-21T10:00:00.123Z"],
            "events": [["eventType": "Typing"]],
        ]
        #expect(try caller.call(.post, path, body).answer.body?["type"] == "Event")
        #expect(try caller.call(.post, path, body.with("events[0].eventType", "Presence")).answer.status == 400)
        for member in ["channel.from.idType", "channel.time"] {
            #expect(try caller.call(.post, path, body.with(member, nil)).answer.status == 400)
        }
        #expect(try caller.messages().isEmpty)
    }

    @Test func whatACustomerPressesIsAMessage() throws {
        var caller = Caller()
        let path = "/api/v2/conversations/messages/\(OpenIntegration.demoID)/inbound/open/structured/response"
        let body: JSON = [
            "channel": ["messageId": "m-9", "from": ["id": "user-1", "idType": "Opaque"], "time": "2026-11-21T10:00:00.123Z"],
            "buttonResponse": ["type": "Button", "text": "Help", "payload": "help:1"], "originatingMessageId": "o-1",
        ]
        let answer = try #require(try caller.call(.post, path, body).answer.body)
        #expect(answer["content"]?.array?.first?["buttonResponse"]?["originatingMessageId"] == "o-1")
        #expect(try caller.call(.post, path, body).answer.body?["id"] == answer["id"])
        #expect(try caller.messages().map { $0["deliveries"] } == [2])
        let required = [
            "channel.from.idType", "originatingMessageId", "buttonResponse.type", "buttonResponse.text", "buttonResponse.payload",
        ]
        for member in required {
            #expect(try caller.call(.post, path, body.with(member, nil)).answer.status == 400, "\(member)")
        }
        for kind in ["ListPicker", "Form"] {
            #expect(try caller.call(.post, path, body.with("buttonResponse.type", .string(kind))).answer.status == 400)
        }
    }

    @Test func aBotSendsACardIntoItsSession() throws {
        var caller = Caller()
        let id = try #require(try caller.begin())
        let card: JSON = [
            "title": "Order 1", "description": "Shipped",
            "actions": [
                ["type": "Link", "text": "Track", "url": "https://shop.example/1"],
                ["type": "Postback", "text": "Help", "payload": "help"],
            ],
        ]
        let body: JSON = [
            "botId": "b", "botVersion": "1", "botSessionId": .string(id), "botState": "Complete", "languageCode": "en",
            "replyMessages": [["type": "Structured", "text": "Order 1", "content": [["contentType": "Card", "card": card]]]],
        ]
        let path = "/api/v2/integrations/botconnectors/outgoing/messages"
        #expect(try caller.call(.post, path, body).answer.status == 202)
        let message = try #require(caller.platform.messages.filter { $0.direction == .outbound }.first)
        #expect(message.structured.first?["card"] == card)
        let actions = "replyMessages[0].content[0].card.actions"
        #expect(try caller.call(.post, path, body.with("\(actions)[0].url", nil)).answer.status == 400)
        #expect(try caller.call(.post, path, body.with("\(actions)[0]", card["actions"]?.array?[1])).answer.status == 400)
        #expect(try caller.call(.post, path, body.with("\(actions)", [])).answer.status == 400)
        #expect(try caller.call(.post, path, body.with("botSessionId", "nobody")).answer.status == 404)
    }
}
