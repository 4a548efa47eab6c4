import Attachments
import Foundation
import HTTPSemantics
import Observability
import Testing

@testable import Genesys

/// What is sent, member by member, by either set of routes.
struct PlatformRequestTests {
    static let time = Date(timeIntervalSince1970: 1_795_255_200.123)

    func order(_ request: some PlatformRequest, _ set: RouteSet = .platform) throws -> PreparedRequest {
        try request.order(Samples.configuration(set))
    }

    /// Method and address without the host.
    func line(_ order: PreparedRequest, _ set: RouteSet = .platform) throws -> String {
        let configuration = Samples.configuration(set)
        let url = try configuration.url(of: order.call, with: order.values)
        return configuration.routes[order.call].method.rawValue + " " + url.dropFirst("https://api.mypurecloud.de".count)
    }

    func expect(_ request: some PlatformRequest, _ set: RouteSet = .platform, sends line: String, _ body: String?) throws {
        let order = try order(request, set)
        #expect(try self.line(order, set) == line)
        let sent = try order.body.map { try JSONSerialization.jsonObject(with: Data($0)) as? NSObject }
        let expected = try body.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSObject }
        #expect(sent == expected)
        #expect(order.fields["Content-Type"] == (body == nil ? nil : "application/json"))
    }

    @Test func sendsACustomersText() throws {
        let text = InboundText(
            contactID: "user-1", nickname: "Bob", text: "see file", key: "key-1", time: Self.time, attributes: ["lang": "de"])
        try expect(
            text, sends: "POST /api/v2/conversations/messages/integration-1/inbound/open/message",
            """
            {"channel":{"messageId":"key-1","time":"2026-11-21T10:00:00.123Z","from":{"id":"user-1","idType":"Opaque","nickname":"Bob"},
              "metadata":{"customAttributes":{"lang":"de"}}},"text":"see file"}
            """)
        try expect(
            InboundText(contactID: "user-1", text: "hi", key: "key-1", time: Self.time), .tutorial,
            sends: "POST /api/v2/conversations/messages/inbound/open",
            """
            {"channel":{"platform":"Open","type":"Private","messageId":"key-1","to":{"id":"integration-1","idType":"Opaque"},
              "from":{"id":"user-1","idType":"Opaque"},"time":"2026-11-21T10:00:00.123Z"},"type":"Text","direction":"Inbound","text":"hi"}
            """)
    }

    @Test(arguments: RouteSet.allCases) func sendsTyping(set: RouteSet) throws {
        try expect(
            Typing(contactID: "user-1", time: Self.time), set,
            sends: "POST /api/v2/conversations/messages/integration-1/inbound/open/event",
            """
            {"channel":{"from":{"id":"user-1","idType":"Opaque"},"time":"2026-11-21T10:00:00.123Z"},"events":[{"eventType":"Typing"}]}
            """)
    }

    @Test func sendsReceipts() throws {
        let line = "POST /api/v2/conversations/messages/integration-1/inbound/open/receipt"
        try expect(
            DeliveryReceipt(messageID: "m-1", contactID: "user-1", status: .delivered, time: Self.time), sends: line,
            """
            {"id":"m-1","channel":{"to":{"id":"user-1","idType":"Opaque"},"time":"2026-11-21T10:00:00.123Z"},"status":"Delivered",
             "reasons":[],"isFinalReceipt":true}
            """)
        let failed = DeliveryReceipt(
            messageID: "m-1", contactID: "user-1", status: .failed, reason: .mediaTypeNotAllowed, explanation: "malware",
            time: Self.time)
        try expect(
            failed, sends: line,
            """
            {"id":"m-1","channel":{"to":{"id":"user-1","idType":"Opaque"},"time":"2026-11-21T10:00:00.123Z"},"status":"Failed",
             "reasons":[{"code":"MediaTypeNotAllowed","message":"malware"}],"isFinalReceipt":true}
            """)
    }

    @Test func checksWhatComesBackForAReceipt() throws {
        let body = Array(#"{"id":"r","status":"Failed","reasons":[{"code":"InvalidDestination"}]}"#.utf8)
        let delivered = DeliveryReceipt(messageID: "m", contactID: "u", status: .delivered, time: Self.time)
        #expect(#expect(throws: GenesysError.self) { try delivered.answer(body) }?.code == .rejected)
        try DeliveryReceipt(messageID: "m", contactID: "u", status: .failed, time: Self.time).answer(body)
        try delivered.answer([])
    }

    @Test func tellsTheCustomer() throws {
        let text = CustomerText(contactID: "user-1", conversationID: "c/1", text: "Hello")
        try expect(
            text, sends: "POST /api/v2/conversations/messages/agentless",
            """
            {"fromAddress":"integration-1","toAddress":"user-1","toAddressMessengerType":"open","textBody":"Hello",
             "useExistingActiveConversation":true}
            """)
        try expect(
            text, .tutorial, sends: "POST /api/v2/conversations/messaging/c%2F1/messages", #"{"type":"text","text":"Hello"}"#)
    }

    @Test func sendsALinkForALargeFile() throws {
        let link = "https://gw/f?a=1&b='2'"
        let message = LinkMessage(contactID: "user-1", conversationID: "c-1", fileName: "<b>.pdf", link: link)
        try expect(
            message, sends: "POST /api/v2/conversations/messages/agentless",
            """
            {"fromAddress":"integration-1","toAddress":"user-1","toAddressMessengerType":"open","useExistingActiveConversation":true,
             "textBody":"Please download the attached file: <b>.pdf \(link)"}
            """)
        try expect(
            message, .tutorial, sends: "POST /api/v2/conversations/messages",
            """
            {"to":["user-1"],"type":"text","body":"Please download the attached file: \
            <a href='https://gw/f?a=1&amp;b=&#39;2&#39;'>&lt;b&gt;.pdf</a>"}
            """)
        let fields = try order(message, .tutorial).fields
        #expect(fields["X-Genesys-Application-Id"] == "web-messaging" && fields["Conversation-Id"] == "c-1")
    }

    @Test func keepsALinkWholeWhateverTheName() throws {
        let link = "https://gw/" + String(repeating: "x", count: 500)
        let message = LinkMessage(contactID: "u", conversationID: nil, fileName: String(repeating: "n", count: 5000), link: link)
        let text = try #require(json(order(message).body ?? [])?["textBody"] as? String)
        #expect(text.hasSuffix(link) && text.count <= 2000)
    }

    @Test(arguments: [nil, "", "a\r\nX: y"]) func needsAConversationForTheTutorialsLink(conversation: String?) {
        let message = LinkMessage(contactID: "u", conversationID: conversation, fileName: "a", link: "https://a")
        #expect(#expect(throws: GenesysError.self) { try order(message, .tutorial) }?.code == .missingValue)
    }

    @Test func setsAttributes() throws {
        let attachment = try Samples.attachment()
        let change = AttributeChange(
            conversationID: "c-1", participantID: "p-1",
            attributes: AttributeChange.attributes(of: attachment, scannedAt: Self.time))
        try expect(
            change, sends: "PATCH /api/v2/conversations/messages/c-1/participants/p-1/attributes",
            """
            {"attributes":{"file_scan_status":"clean","file_virus_scan_result":"clean","file_mimetype":"application/pdf",
              "file_size_bytes":"10240","file_is_image":"false","file_scanned_at":"2026-11-21T10:00:00Z"}}
            """)
        try expect(
            change, .tutorial, sends: "PATCH /api/v2/conversations/webchat/c-1",
            """
            {"custom_attributes":{"file_scan_status":"clean","file_virus_scan_result":"clean","file_mimetype":"application/pdf",
              "file_size_bytes":10240,"file_is_image":false,"file_scanned_at":"2026-11-21T10:00:00Z"}}
            """)
    }

    @Test func keepsAttributesInBounds() throws {
        let many = Dictionary(uniqueKeysWithValues: (0..<51).map { ("k\($0)", AttributeValue.number($0)) })
        #expect(throws: GenesysError.self) {
            try order(AttributeChange(conversationID: "c", participantID: "p", attributes: many))
        }
        let long = AttributeChange(
            conversationID: "c", participantID: "p", attributes: ["k": .text(String(repeating: "x", count: 5000))])
        let attributes = try json(order(long).body ?? [])?["attributes"] as? [String: String]
        #expect(attributes?["k"]?.count == 1000)
    }

    @Test func needsAParticipantOnThePlatformAlone() throws {
        let change = AttributeChange(conversationID: "c-1", participantID: nil, attributes: [:])
        #expect(throws: GenesysError.self) { try line(order(change)) }
        #expect(try line(order(change, .tutorial), .tutorial) == "PATCH /api/v2/conversations/webchat/c-1")
    }

    @Test(arguments: RouteSet.allCases) func writesANote(set: RouteSet) throws {
        try expect(
            ContactNote(contactID: "x-1", text: "a file"), set, sends: "POST /api/v2/externalcontacts/contacts/x-1/notes",
            #"{"noteText":"a file"}"#)
    }

    @Test func putsAFileOnAContact() throws {
        let file = ContactAttachment(
            contactID: "x-1", fileName: "a \"b\"\r\n.pdf", type: "application/pdf", content: Array("%PDF".utf8),
            link: "https://gw/f")
        try expect(
            file, sends: "POST /api/v2/externalcontacts/contacts/x-1/notes", #"{"noteText":"a \"b\"\r\n.pdf: https://gw/f"}"#)
        let order = try order(file, .tutorial)
        #expect(try line(order, .tutorial) == "POST /api/v2/externalcontacts/x-1/attachments")
        let type = try #require(order.fields["Content-Type"])
        let boundary = try #require(type.firstRange(of: "boundary=")).upperBound
        #expect(type.hasPrefix("multipart/form-data; boundary=lazaret-"))
        let expected =
            "--\(type[boundary...])\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b%22%0D%0A.pdf\"\r\n"
            + "Content-Type: application/pdf\r\n\r\n%PDF\r\n--\(type[boundary...])--\r\n"
        #expect(String(decoding: order.body ?? [], as: UTF8.self) == expected)
    }

    @Test func sendsNoFileOverTheTutorialsLimit() {
        let content = [UInt8](repeating: 0, count: ContactAttachment.maximumBytes + 1)
        let file = ContactAttachment(contactID: "x", fileName: "a", type: "a/b", content: content, link: "")
        #expect(#expect(throws: GenesysError.self) { try order(file, .tutorial) }?.code == .rejected)
    }

    @Test func findsAndRemovesMedia() throws {
        let search = CachedMediaSearch(url: "https://gw/f?a=1&b=2")
        try expect(
            search, sends: "GET /api/v2/conversations/messages/cachedmedia?url=https%3A%2F%2Fgw%2Ff%3Fa%3D1%26b%3D2", nil)
        #expect(try search.answer(Array(#"{"entities":[{"id":"1","url":"x"},{"id":"2"},{}]}"#.utf8)) == ["1", "2"])
        try expect(MediaRemoval(mediaID: "1"), sends: "DELETE /api/v2/conversations/messages/cachedmedia/1", nil)
        try expect(MediaRemoval(mediaID: "1"), .tutorial, sends: "DELETE /api/v2/media/files/1", nil)
    }

    @Test func readsConversationsAndMessages() throws {
        let conversation = ConversationFetch(conversationID: "c-1")
        try expect(conversation, sends: "GET /api/v2/conversations/messages/c-1", nil)
        let body =
            #"{"id":"c-1","participants":[{"id":"p-1","purpose":"customer","messages":[{"messageId":"m-1","media":[{"id":"a"}]}]}]}"#
        let found = try conversation.answer(Array(body.utf8))
        #expect(found.customer?.id == "p-1" && found.messages.map(\.id) == ["m-1"] && found.messages[0].hasAttachment)
        let message = MessageFetch(conversationID: "c-1", messageID: "m-1")
        try expect(message, sends: "GET /api/v2/conversations/messages/c-1/messages/m-1", nil)
        #expect(try message.answer(Array(#"{"id":"m-1"}"#.utf8)).attachments.isEmpty)
        for body in ["", "{}", "[]", "<html>"] {
            #expect(#expect(throws: GenesysError.self) { try conversation.answer(Array(body.utf8)) }?.code == .unreadableAnswer)
            #expect(#expect(throws: GenesysError.self) { try message.answer(Array(body.utf8)) }?.code == .unreadableAnswer)
        }
    }

    @Test func looksForTheConversationsOfQueuesAndUsers() throws {
        let topics = ["v2.routing.queues.q-1.conversations.messages", "v2.users.u-1.conversations", "v2.routing.queues.q-1.users"]
        let filter = try #require(WatchedTopics(topics).filters.first)
        let clauses = """
            {"type":"and","clauses":[{"type":"or","predicates":[{"dimension":"queueId","value":"q-1"},
              {"dimension":"userId","value":"u-1"}]}],"predicates":[{"dimension":"mediaType","value":"message"}]}
            """
        let active = ActiveConversations(filter, page: 2)
        try expect(
            active, sends: "POST /api/v2/analytics/conversations/activity/query?pageSize=100&pageNumber=2",
            """
            {"metrics":[{"metric":"oInteracting","details":true},{"metric":"oWaiting","details":true},
              {"metric":"oAlerting","details":true}],"groupBy":["queueId"],"filter":\(clauses)}
            """)
        let going =
            #"{"results":[{"entities":[{"conversationId":"c-1"},{}],"truncated":true},{"entities":[{"conversationId":"c-2"}]}]}"#
        #expect(try active.answer(Array(going.utf8)) == .init(conversationIDs: ["c-1", "c-2"], isTruncated: true))
        let past = PastConversations(filter, in: Self.time..<Self.time.addingTimeInterval(60), page: 3)
        try expect(
            past, sends: "POST /api/v2/analytics/conversations/details/query",
            """
            {"interval":"2026-11-21T10:00:00Z/2026-11-21T10:01:00Z","orderBy":"conversationStart","order":"desc",
             "segmentFilters":[\(clauses)],"paging":{"pageSize":25,"pageNumber":3}}
            """)
        let over =
            #"{"conversations":[{"conversationId":"c-1","conversationEnd":"2026-11-21T10:00:00.500Z"},{"conversationId":"c-2"}]}"#
        let found = try past.answer(Array(over.utf8))
        #expect(found.map(\.id) == ["c-1", "c-2"] && found.map { $0.end != nil } == [true, false])
        #expect(try past.answer(Array(#"{"totalHits":0}"#.utf8)).isEmpty)
        let many = WatchedTopics((0..<120).map { "v2.routing.queues.\($0).conversations" })
        #expect(many.filters.map { $0.clauses[0].predicates.count } == [50, 50, 20])
    }

    @Test func endsAConversation() throws {
        try expect(
            Disconnection(conversationID: "c-1"), sends: "PATCH /api/v2/conversations/messages/c-1", #"{"state":"disconnected"}"#)
    }

    @Test func makesAChannelAndSubscribes() throws {
        try expect(ChannelCreation(), sends: "POST /api/v2/notifications/channels", nil)
        let body = #"{"connectUri":"wss://streaming.x/channels/ch-1","id":"ch-1","expires":"2026-11-22T10:00:00Z"}"#
        let channel = try ChannelCreation().answer(Array(body.utf8))
        #expect(channel.id == "ch-1" && channel.connectURI == Secret("wss://streaming.x/channels/ch-1"))
        #expect(!"\(channel)".contains("wss:"))
        let subscription = Subscription(channelID: "ch-1", topics: ["v2.a", "v2.b"])
        try expect(
            subscription, sends: "POST /api/v2/notifications/channels/ch-1/subscriptions?ignoreErrors=true",
            #"[{"id":"v2.a"},{"id":"v2.b"}]"#)
        let answer = """
            {"entities":[{"id":"v2.a","state":"Permitted"},{"id":"v2.b","state":"Rejected","rejectionReason":"no",
              "missingPermissions":["routing:queue:view"]},{"id":"v2.c"}]}
            """
        let topics = try subscription.answer(Array(answer.utf8))
        #expect(topics.map(\.isPermitted) == [true, false, true] && topics[1].missingPermissions == ["routing:queue:view"])
        let many = Subscription(channelID: "c", topics: Array(repeating: "v2.a", count: 1001))
        #expect(throws: GenesysError.self) { try order(many) }
    }

    @Test func keepsCustomAttributesUnderTheLimit() throws {
        let values = Dictionary(uniqueKeysWithValues: (0..<500).map { ("key-\($0)", String(repeating: "\"\u{1}ü", count: $0)) })
        let kept = CustomAttributes(values)
        let bytes = try JSONSerialization.data(withJSONObject: kept.values)
        #expect(bytes.count < 2048 && !kept.values.isEmpty && kept.values.values.allSatisfy { $0.count <= 256 })
        #expect(CustomAttributes(["a": "b"]).values == ["a": "b"])
    }
}
