import Testing

@testable import Genesys

struct SocketFrameTests {
    func frame(_ text: String) throws -> SocketFrame { try SocketFrame(Array(text.utf8)) }

    func messages(_ text: String) throws -> ConversationMessages {
        guard case .messages(let messages) = try frame(text) else { throw Unexpected() }
        return messages
    }

    struct Unexpected: Error {}

    @Test(
        arguments: [
            (#"{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}"#, .heartbeat),
            (#"{"topicName":"channel.metadata","eventBody":{"message":"pong"}}"#, .heartbeat),
            (#"{"topicName":"v2.system.socket_closing","version":"2","eventBody":{"message":"soon"}}"#, .closing),
            (
                #"{"topicName":"v2.system.no_longer_subscribed.c-1","eventBody":{"reason":"another_channel_subscribed"}}"#,
                .lost(reason: "another_channel_subscribed")
            ),
            (
                #"{"topicName":"v2.system.token_revoked.c-1","eventBody":{"reason":"user_tokens_revoked"}}"#,
                .lost(reason: "user_tokens_revoked")
            ),
            (#"{"topicName":"v2.system.token_revoked.c-1"}"#, .lost(reason: nil)),
            (#"{"topicName":"v2.subscription.updated","eventBody":[]}"#, .subscriptionsChanged),
            (#"{"result":"200","status":"subscribed"}"#, .answered(200)), (#"{"result":404}"#, .answered(404)),
            (#"{"topicName":"v2.users.u-1.presence","eventBody":{"id":"1"}}"#, .other(topic: "v2.users.u-1.presence")),
            (
                #"{"topicName":"v2.users.u-1.conversations","eventBody":{"participants":[]}}"#,
                .other(topic: "v2.users.u-1.conversations")
            ),
            ("{}", .other(topic: nil)), (#"{"topicName":7}"#, .other(topic: nil)),
            (#"{"eventType":"conversation.end"}"#, .other(topic: "conversation.end")),
        ] as [(String, SocketFrame)])
    func knowsTheFrame(text: String, frame: SocketFrame) throws {
        #expect(try self.frame(text) == frame)
    }

    @Test func readsAQueuesMessages() throws {
        let event = try messages(
            """
            {"topicName":"v2.routing.queues.q-1.conversations.messages","version":"2","metadata":{"CorrelationId":"x"},"eventBody":
             {"id":"c-1","participants":[
               {"id":"p-1","purpose":"customer","state":"connected","direction":"inbound","address":"user-1","type":"open",
                "attributes":{"scan_status":"clean","count":7},"externalContact":{"id":"x-1"},"messages":[
                 {"message":{"id":"m-1"},"messageStatus":"received","messageMetadata":{"type":"Text","content":[]}},
                 {"message":{"id":"m-2"},"messageStatus":"received","messageMetadata":{"type":"Text",
                   "content":[{"contentType":"Attachment","subType":null}]},"errorInfo":null},
                 {"message":{"id":"m-3"},"media":[{"id":"a-1","name":"a.pdf","url":"https://api.x/1","mediaType":"application/pdf",
                   "contentLengthBytes":123}]},
                 {"message":{}},{"message":"m"},7,null]},
               {"id":"p-2","purpose":"agent","messages":[{"messageId":"m-4","messageStatus":"sent"}]},
               {"purpose":"acd","messages":[{"messageId":"m-5"}]}],"otherMediaUris":[]}}
            """)
        #expect(event.conversationID == "c-1" && event.messages.map(\.id) == ["m-1", "m-2", "m-3", "m-4"])
        #expect(event.messages.map(\.hasAttachment) == [false, true, true, false])
        #expect(event.messages.map(\.participantID) == ["p-1", "p-1", "p-1", "p-2"])
        #expect(
            event.messages[2].media == [
                MessageAttachment(id: "a-1", name: "a.pdf", mime: "application/pdf", size: 123, url: "https://api.x/1")
            ])
        #expect(event.participants.map(\.id) == ["p-1", "p-2"])
        #expect(event.customer?.address == "user-1" && event.customer?.externalContactID == "x-1")
        #expect(event.customer?.attributes == ["scan_status": "clean"])
    }

    @Test func readsAUsersMessagesOneLevelBelow() throws {
        let event = try messages(
            """
            {"topicName":"v2.users.u-1.conversations","eventBody":{"id":"c-1","participants":[{"id":"p-1","purpose":"customer","messages":[
              {"id":"communication-1","state":"connected","messages":[{"messageId":"m-1","messageMetadata":
                {"content":[{"contentType":"Attachment"}]}},{"messageId":"m-2"}]}]}]}}
            """)
        #expect(event.messages.map(\.id) == ["m-1", "m-2"])
        #expect(event.messages.map(\.communicationID) == ["communication-1", "communication-1"])
        #expect(event.messages.map(\.hasAttachment) == [true, false])
    }

    @Test func readsTheTutorialsUpload() throws {
        let text = """
            {"eventType":"conversation.media.upload","conversation":{"id":"c-1"},
             "media":{"id":"media-1","downloadUrl":"https://files.example.com/1?s=2","filename":"a.pdf"}}
            """
        guard case .mediaUpload(let event) = try frame(text) else { throw Unexpected() }
        #expect(event.conversationID == "c-1")
        #expect(event.attachment == MessageAttachment(id: "media-1", name: "a.pdf", url: "https://files.example.com/1?s=2"))
    }

    @Test(arguments: [
        #"{"eventType":"conversation.media.upload"}"#,
        #"{"eventType":"conversation.media.upload","conversation":{"id":"c"},"media":[]}"#,
    ])
    func leavesAnUploadWithoutAFileAlone(text: String) throws {
        #expect(try frame(text) == .other(topic: "conversation.media.upload"))
    }

    @Test func readsAFetchedMessage() throws {
        let body = """
            {"id":"m-1","timestamp":"2026-11-21T10:00:00Z","fromAddress":"user-1","toAddress":"i-1","direction":"inbound",
             "messengerType":"webmessaging","textBody":"old","status":"received","conversationId":"c-1",
             "media":[{"id":"old","name":"b","url":"https://api.x/2","mediaType":"application/pdf","contentLengthBytes":1}],
             "normalizedMessage":{"id":"n","type":"Text","text":"new","direction":"Inbound","content":[{"contentType":"Attachment",
               "attachment":{"id":"a-1","mediaType":"File","url":"https://api.x/1","mime":"application/pdf","filename":"a.pdf",
               "sha256":"ab","contentSizeBytes":10240}},{"contentType":"Attachment","attachment":null}]}}
            """
        let message = try #require(try FetchedMessage(IncomingJSON(Array(body.utf8))))
        #expect(message.isInbound && message.text == "new" && message.conversationID == "c-1" && message.fromAddress == "user-1")
        #expect(
            message.attachments == [
                MessageAttachment(id: "a-1", name: "a.pdf", mime: "application/pdf", size: 10240, url: "https://api.x/1")
            ])
    }

    @Test func fallsBackToTheMediaOfAFetchedMessage() throws {
        let body = #"{"id":"m-1","direction":"outbound","textBody":"old","media":[{"id":"a-1","mediaType":"image/png"},3]}"#
        let message = try #require(try FetchedMessage(IncomingJSON(Array(body.utf8))))
        #expect(
            message.attachments == [MessageAttachment(id: "a-1", mime: "image/png")] && message.text == "old" && !message.isInbound)
        #expect(try FetchedMessage(IncomingJSON(Array("{}".utf8))) == nil)
    }
}
