import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct InboundMessageTests {
    @Test func answersWithWhatCameAndWhatThePlatformAdds() throws {
        var caller = Caller()
        let body = try caller.send(Samples.message).answer.body
        #expect(body?["id"]?.string?.count == 32)
        #expect(body?["type"] == "Text")
        #expect(body?["text"] == "invoice.pdf")
        #expect(body?["content"] == Samples.message["content"])
        #expect(body?["channel"]?["id"]?.string == OpenIntegration.demoID)
        #expect(body?["channel"]?["platform"] == "Open")
        #expect(body?["channel"]?["type"] == "Private")
        #expect(body?["channel"]?["messageId"] == "m-1")
        #expect(body?["channel"]?["time"] == "2026-11-21T10:00:00.123Z")
        #expect(body?["channel"]?["to"]?["id"]?.string == OpenIntegration.demoID)
        #expect(body?["conversationId"] == nil)
    }

    @Test func namesTheTypeOfContentThatWasSentWithout() throws {
        var caller = Caller()
        let body = try caller.send(Samples.message.with("content[0].contentType", nil)).answer.body
        #expect(body?["content"] == Samples.message["content"])
    }

    @Test func tellsTheConversationWhenAskedTo() throws {
        var caller = Caller()
        let query = [(name: "prefetchConversationId", value: "true")]
        let first = try caller.call(.post, Caller.inboundPath, query: query, Samples.message(id: "1")).answer
        let second = try caller.call(.post, Caller.inboundPath, query: query, Samples.message(id: "2")).answer
        let stranger = try caller.call(.post, Caller.inboundPath, query: query, Samples.message(id: "3", from: "user-2")).answer
        #expect(first.body?["conversationId"]?.string?.count == 36)
        #expect(first.body?["conversationId"] == second.body?["conversationId"])
        #expect(first.body?["conversationId"] != stranger.body?["conversationId"])
    }

    @Test(
        arguments: [
            ("text", nil), ("content", nil), ("content", []), ("content[0].contentType", nil),
            ("content[0].attachment.sha256", nil),
            ("channel.messageId", nil), ("content[0].attachment.id", nil), ("channel.metadata", nil),
            ("metadata", ["a": "b"]),
            ("channel.time", "2026-11-21T10:00:00Z"), ("channel.time", "2026-11-21T11:00:00+01:00"),
            ("channel.time", "2026-11-21T10:00:00.123456+00:00"), ("text", .string(String(repeating: "x", count: 2000))),
            ("content[0].attachment.url", "http://127.0.0.1:8080/files/1"), ("content[0].attachment.url", "http://localhost/1"),
            ("content[0].attachment.url", "http://[::1]:8080/1"),
            ("channel.metadata.customAttributes", ["a": .string(String(repeating: "x", count: 2039))]),
        ] as [(String, JSON?)])
    func takesWhatTheModelAllows(_ path: String, _ value: JSON?) throws {
        var caller = Caller()
        #expect(try caller.send(Samples.message.with(path, value)).answer.status == 200)
    }

    @Test func takesPlainHTTPOnlyWhenConfigured() throws {
        var caller = Caller { $0.allowsPlainHTTP = true }
        #expect(try caller.send(Samples.message.with("content[0].attachment.url", "http://files.example/1")).answer.status == 200)
    }

    @Test func asksForTheAttachmentWithEverythingThatMustHold() throws {
        var caller = Caller { $0.maximumAttachmentBytes = 99 }
        let reply = try caller.send(Samples.message)
        let order = MediaOrder(
            messageID: reply.answer.body?["id"]?.string ?? "", url: "https://files.example/f/1?signature=secret",
            mime: MediaType("application/pdf"), allowed: [try #require(MediaType("*/*"))], maximumBytes: 99)
        #expect(reply.effects == [.fetch(order)])
    }

    @Test func asksForNothingWhenThereIsOnlyText() throws {
        var caller = Caller()
        #expect(try caller.send(Samples.message.with("content", nil)).effects.isEmpty)
        #expect(try caller.messages().first?["fetched"] == nil)
    }

    @Test(arguments: [
        (["image/*"], "dropped"), ([], "dropped"), (["image/*", "application/pdf"], "pending"), (["*/*"], "pending"),
    ])
    func dropsWhatTheProfileDoesNotLetInAndDoesNotSaySo(_ types: [String], _ state: String) throws {
        var caller = Caller { $0.integrations = [OpenIntegration(inboundMediaTypes: types)] }
        let reply = try caller.send(Samples.message)
        #expect(reply.answer.status == 200)
        #expect(reply.effects.isEmpty == (state == "dropped"))
        #expect(try caller.messages().first?["fetched"]?["state"]?.string == state)
    }

    @Test func countsARepeatedMessageAndAnswersAsBefore() throws {
        var caller = Caller()
        let first = try caller.send(Samples.message)
        let again = try caller.send(Samples.message)
        #expect(again.answer.body == first.answer.body)
        #expect(again.effects.isEmpty)
        #expect(try caller.messages().map { $0["deliveries"] } == [2])
    }

    @Test func takesTheSameMessageIDOfAnotherIntegrationForAnotherMessage() throws {
        var caller = Caller { $0.integrations = [OpenIntegration(), OpenIntegration(id: "other")] }
        _ = try caller.send(Samples.message)
        _ = try caller.call(.post, "/api/v2/conversations/messages/other/inbound/open/message", Samples.message)
        #expect(try caller.messages().map { $0["deliveries"] } == [1, 1])
    }

    @Test func showsTheMessageWithoutTheSignatureOfItsURL() throws {
        var caller = Caller()
        _ = try caller.send(Samples.message)
        let shown = try #require(try caller.messages().first)
        #expect(shown["direction"] == "inbound")
        #expect(shown["integrationId"]?.string == OpenIntegration.demoID)
        #expect(shown["messageId"] == "m-1")
        #expect(shown["from"] == "user-1")
        #expect(shown["text"] == "invoice.pdf")
        #expect(shown["customAttributes"] == ["scan_status": "clean"])
        #expect(shown["attachment"]?["url"] == "https://files.example/f/1")
        #expect(shown["attachment"]?["sha256"]?.string == Samples.sha256)
        #expect(shown["fetched"] == ["state": "pending"])
        #expect(shown["receivedAt"]?.string == "2026-11-18T11:06:40.000Z")
    }
}
