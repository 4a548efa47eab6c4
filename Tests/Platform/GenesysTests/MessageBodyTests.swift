import Attachments
import Foundation
import Pipeline
import Testing

@testable import Genesys

struct MessageBodyTests {
    @Test func writesThePlatformsInboundMessage() throws {
        let message = try Samples.fileDelivery().call(Samples.configuration())
        let sha256 = String(repeating: "ab", count: 32)
        let expected = try json(
            """
            {"channel":{"messageId":"key-1","time":"2026-11-21T10:00:00.123Z","from":{"id":"user-1","idType":"Opaque"},
               "metadata":{"customAttributes":{"scan_status":"clean","attachment_id":"01JD0000000000000000000000",
                 "attachment_sha256":"\(sha256)","scan_engine":"ClamAV 1.4.6/27510"}}},
             "text":"invoice.pdf",
             "content":[{"contentType":"Attachment","attachment":{"id":"01JD0000000000000000000000","mediaType":"File",
               "url":"https://gw.example.com/files/1/invoice.pdf?expires=1&signature=abc","mime":"application/pdf",
               "filename":"invoice.pdf","text":"invoice.pdf","sha256":"\(sha256)"}}]}
            """)
        #expect(try json(message.order.body ?? []) == expected)
        #expect(message.order.call == .inboundMessage && message.order.values["integrationId"] == "integration-1")
    }

    @Test func writesTheTutorialsInboundMessage() throws {
        let message = try Samples.fileDelivery().call(Samples.configuration(.tutorial))
        let expected = try json(
            """
            {"channel":{"platform":"Open","type":"Private","messageId":"key-1","to":{"id":"integration-1"},
               "from":{"id":"user-1","idType":"Opaque"},"time":"2026-11-21T10:00:00.123Z"},
             "type":"Text","text":"invoice.pdf","direction":"Inbound",
             "content":[{"contentType":"Attachment","attachment":{
               "url":"https://gw.example.com/files/1/invoice.pdf?expires=1&signature=abc","filename":"invoice.pdf",
               "mediaType":"application/pdf"}}]}
            """)
        #expect(try json(message.order.body ?? []) == expected)
    }

    @Test func writesAnAgentlessNotice() throws {
        let message = try Samples.noticeDelivery().call(Samples.configuration())
        let expected = try json(
            """
            {"fromAddress":"integration-1","toAddress":"user-1","toAddressMessengerType":"open",
             "textBody":"Your attachment is too large.","useExistingActiveConversation":true}
            """)
        #expect(try json(message.order.body ?? []) == expected)
        #expect(message.order.call == .notice)
    }

    @Test func writesTheTutorialsNotice() throws {
        let message = try Samples.noticeDelivery().call(Samples.configuration(.tutorial))
        #expect(
            try json(message.order.body ?? []) == json(#"{"type":"text","text":"File rejected: Your attachment is too large."}"#))
        #expect(message.order.values["conversationId"] == "conversation/1")
    }

    @Test(arguments: [(RouteSet.platform, "textBody"), (.tutorial, "text")])
    func cutsANoticeAtThePlatformsLimit(set: RouteSet, member: String) throws {
        let delivery = try Samples.noticeDelivery(text: String(repeating: "x", count: 3000))
        let message = try delivery.call(Samples.configuration(set))
        #expect((try json(message.order.body ?? [])?[member] as? String)?.count == 2000)
    }

    @Test(arguments: [
        ("image/png", "Image"), ("video/mp4", "Video"), ("AUDIO/ogg", "Audio"), ("text/plain", "File"), ("application/pdf", "File"),
        ("imagery/x", "File"), ("", "File"),
    ])
    func namesTheKindOfMedia(mime: String, kind: String) {
        #expect(MediaKind(mime: mime).rawValue == kind)
    }

    @Test func keepsTheAttributesUnderTheLimit() throws {
        let attachment = try Samples.attachment(engine: String(repeating: "x", count: 5000))
        let message = try Samples.fileDelivery(attachment).call(Samples.configuration())
        let channel = try json(message.order.body ?? [])?["channel"] as? [String: Any]
        let metadata = try #require(channel?["metadata"])
        #expect(try JSONSerialization.data(withJSONObject: metadata).count < 2048)
    }

    @Test func sendsTheSameBytesEveryTime() throws {
        let bodies = try (0..<20).map { _ in try Samples.fileDelivery().call(Samples.configuration()).order.body }
        #expect(Set(bodies).count == 1)
    }

    @Test(arguments: RouteSet.allCases)
    func needsAContactToSendAFileAs(set: RouteSet) throws {
        let delivery = try Samples.fileDelivery(Samples.attachment(contactID: nil))
        let error = #expect(throws: GenesysError.self) { try delivery.call(Samples.configuration(set)) }
        #expect(error?.code == .missingValue && error?.description.contains("contact_id") == true)
    }

    @Test(arguments: RouteSet.allCases)
    func needsAnIntegrationToSendAFileThrough(set: RouteSet) throws {
        let configuration = Samples.configuration(set, integrationID: nil)
        let error = #expect(throws: GenesysError.self) { try Samples.fileDelivery().call(configuration) }
        #expect(error?.code == .missingValue && error?.description.contains("genesys.integrationId") == true)
    }
}
