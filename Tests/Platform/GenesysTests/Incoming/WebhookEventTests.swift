import Testing

@testable import Genesys

/// Bodies written after the reference of the platform and of the tutorials.
struct WebhookEventTests {
    func event(_ body: String) throws -> WebhookEvent { try WebhookEvent(Array(body.utf8)) }

    func openMessage(_ body: String) throws -> OpenMessage {
        guard case .openMessage(let message) = try event(body) else { throw Unexpected() }
        return message
    }

    struct Unexpected: Error {}

    @Test func readsTheTutorialsMessage() throws {
        let body = """
            {"eventType":"Conversation:Message","data":{"conversationId":"c-1","messageId":"m-1","attachments":[
              {"id":"a-1","fileName":"invoice.pdf","contentType":"application/pdf","size":10240},{"id":"a-2"}]}}
            """
        guard case .conversationMessage(let event) = try event(body) else { throw Unexpected() }
        #expect(event.conversationID == "c-1" && event.messageID == "m-1")
        #expect(
            event.attachments == [
                MessageAttachment(id: "a-1", name: "invoice.pdf", mime: "application/pdf", size: 10240),
                MessageAttachment(id: "a-2"),
            ])
    }

    @Test(arguments: [
        #"{"eventType":"Conversation:Message"}"#, #"{"eventType":"Conversation:Message","data":[]}"#,
        #"{"eventType":"Conversation:Message","data":{"attachments":"none","conversationId":7,"messageId":{}}}"#,
        #"{"eventType":"Conversation:Message","data":{"attachments":[1,null,"x",[]],"conversationId":"","messageId":"a\nb"}}"#,
    ])
    func standsATutorialMessageWithoutWhatItShouldHave(body: String) throws {
        guard case .conversationMessage(let event) = try event(body) else { throw Unexpected() }
        #expect(event.attachments.isEmpty && event.conversationID == nil && event.messageID == nil)
    }

    @Test func readsAnAgentsFile() throws {
        let message = try openMessage(
            """
            {"id":"m-1","channel":{"id":"i-1","platform":"Open","type":"Private","messageId":"m-1","to":{"id":"user-1","idType":"Opaque"},
              "from":{"nickname":"shop","id":"i-1","idType":"Opaque"},"time":"2026-11-21T10:00:05.123Z"},
             "type":"Text","text":"Hi\\nthere","direction":"Outbound","originatingEntity":"Human","conversationId":"c-1",
             "content":[{"contentType":"Attachment","attachment":{"id":"a-1","mediaType":"File",
               "url":"https://api-downloads.usw2.pure.cloud/api/v2/downloads/1","mime":"application/pdf","filename":"file.pdf",
               "contentSizeBytes":10240}}],"reasons":[],"relatedMessages":[]}
            """)
        #expect(message.id == "m-1" && message.kind == .text && message.integrationID == "i-1" && message.text == "Hi\nthere")
        #expect(message.to.id == "user-1" && message.from.nickname == "shop" && message.conversationID == "c-1")
        #expect(!message.isInbound && message.originatingEntity == "Human" && message.contentTypes == ["Attachment"])
        #expect(
            message.attachments == [
                MessageAttachment(
                    id: "a-1", name: "file.pdf", mime: "application/pdf", size: 10240,
                    url: "https://api-downloads.usw2.pure.cloud/api/v2/downloads/1")
            ])
    }

    @Test func readsAReceipt() throws {
        let message = try openMessage(
            """
            {"id":"r-1","channel":{"id":"i-1","messageId":"key-1","to":{"id":"user-1"},"from":{"nickName":"shop"}},"type":"Receipt",
             "status":"Failed","reasons":[{"code":"MediaTypeNotAllowed","message":"no"},{"code":7}],"direction":"Outbound"}
            """)
        #expect(message.kind == .receipt && message.status == "Failed" && message.channelMessageID == "key-1")
        #expect(message.reasons.map(\.code) == ["MediaTypeNotAllowed", nil] && message.from.nickname == "shop")
    }

    @Test func readsATypingEvent() throws {
        let message = try openMessage(
            #"{"id":"e-1","channel":{"id":"i-1"},"type":"Event","events":[{"eventType":"Typing","typing":{"type":"On","duration":5000}}]}"#
        )
        #expect(message.kind == .event && message.eventTypes == ["Typing"] && message.attachments.isEmpty)
    }

    @Test func readsStructuredContent() throws {
        let message = try openMessage(
            #"{"id":"s-1","channel":{},"type":"Structured","content":[{"contentType":"QuickReply","quickReply":{"text":"Yes"}},{"contentType":"Card","attachment":{"id":"x"}},{"attachment":{"id":"y","mediaType":"image/png"}}]}"#
        )
        #expect(message.contentTypes == ["QuickReply", "Card"])
        #expect(message.attachments == [MessageAttachment(id: "y", mime: "image/png")])
    }

    @Test(
        arguments: [
            ("{}", nil), (#"{"eventType":"Conversation:End","data":{}}"#, "Conversation:End"),
            (#"{"type":"Text","id":"1"}"#, "Text"),
            (#"{"type":"Hologram","id":"1","channel":{}}"#, "Hologram"), (#"{"type":"Text","channel":{}}"#, "Text"),
            (#"{"type":["Text"],"id":"1","channel":{}}"#, nil), (#"{"eventType":7}"#, nil),
        ] as [(String, String?)])
    func leavesOtherEventsAlone(body: String, type: String?) throws {
        #expect(try event(body) == .other(type))
    }

    @Test(arguments: ["", "[]", "null", "7", "{", #"{"a":}"#, "\u{0}", "<html>", #"{"a":1}{"b":2}"#, "\u{FEFF}"])
    func refusesWhatIsNoObject(body: String) {
        #expect(#expect(throws: GenesysError.self) { try event(body) }?.code == .unreadableEvent)
    }

    @Test func refusesOtherEncodings() {
        let bytes = #"{"a":1}"#.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(#expect(throws: GenesysError.self) { try WebhookEvent(bytes) }?.description.contains("UTF-8") == true)
    }

    @Test func refusesWhatIsTooDeepOrTooLong() {
        let deep = String(repeating: #"{"a":["#, count: 100_000)
        #expect(#expect(throws: GenesysError.self) { try event(deep) }?.description.contains("deep") == true)
        let long = #"{"a":""# + String(repeating: "x", count: 2 << 20) + #""}"#
        #expect(#expect(throws: GenesysError.self) { try event(long) }?.description.contains("bytes") == true)
        #expect(throws: Never.self) { try event(#"{"type":"\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}"#) }
    }

    @Test func looksAtTheFirstOfAnEndlessList() throws {
        let body =
            #"{"eventType":"Conversation:Message","data":{"attachments":["#
            + Array(repeating: "{}", count: 5000).joined(separator: ",") + "]}}"
        guard case .conversationMessage(let event) = try event(body) else { throw Unexpected() }
        #expect(event.attachments.count == 1000)
    }

    @Test func takesNoEndlessIdentifier() throws {
        let body =
            #"{"eventType":"Conversation:Message","data":{"conversationId":""# + String(repeating: "x", count: 9000) + #""}}"#
        guard case .conversationMessage(let event) = try event(body) else { throw Unexpected() }
        #expect(event.conversationID == nil)
    }

    /// Every cut and every changed byte of a body is either read or refused.
    @Test func standsBrokenBodies() throws {
        let body = Array(
            #"{"id":"m","channel":{"id":"i","to":{"id":"u"}},"type":"Text","content":[{"contentType":"Attachment","attachment":{"id":"a","contentSizeBytes":1}}]}"#
                .utf8)
        for index in body.indices {
            _ = try? WebhookEvent(Array(body[..<index]))
            for byte in [UInt8(0), 34, 92, 93, 123, 255] {
                var changed = body
                changed[index] = byte
                _ = try? WebhookEvent(changed)
            }
        }
        guard case .openMessage = try WebhookEvent(body) else { throw Unexpected() }
    }
}
