import Crypto
import Foundation
import HTTPSemantics
import JSON
import Testing

@testable import GenesysSimulator

struct OutboundTests {
    private func caller(outbound: [String] = ["*/*"]) -> Caller {
        Caller { configuration in
            var integration = OpenIntegration()
            integration.webhookURL = "http://127.0.0.1:1/webhook"
            integration.outboundMediaTypes = outbound
            configuration.integrations = [integration]
        }
    }

    private func order(_ reply: Reply) throws -> WebhookOrder {
        for case .notify(let order) in reply.effects { return order }
        throw Refusal.notFound
    }

    @Test func anAgentlessTextIsPostedAndSigned() throws {
        var caller = caller()
        let reply = try caller.call(.post, "/api/v2/conversations/messages/agentless", Samples.agentless)
        let order = try order(reply)
        let body = try JSON(parsing: order.body)
        let code = try HMACSHA256.authenticate(key: Array("lazaret-demo-webhook-secret".utf8), message: order.body)
        #expect(order.fields["X-Hub-Signature-256"] == "sha256=" + Data(code.bytes).base64EncodedString())
        #expect(body["type"] == "Text")
        #expect(body["text"] == "Hello")
        #expect(body["direction"] == "Outbound")
        #expect(body["id"] == reply.answer.body?["id"])
        #expect(body["conversationId"] == reply.answer.body?["conversationId"])
        #expect(body["channel"]?["to"] == ["id": "user-1", "idType": "Opaque"])
        #expect(body["content"] == [])
    }

    @Test func anAgentsFileIsPostedWithItsDownload() throws {
        var caller = caller()
        let id = try #require(try caller.begin())
        let media = caller.platform.store([1, 2, 3], name: "plan.pdf", type: "application/pdf", at: caller.now)
        let reply = try caller.call(.post, "/simulator/conversations/\(id)/messages", ["mediaId": .string(media.id)])
        let attachment = try JSON(parsing: try order(reply).body)["content"]?.array?.first?["attachment"]
        #expect(attachment?["mediaType"] == "File")
        #expect(attachment?["mime"] == "application/pdf")
        #expect(attachment?["filename"] == "plan.pdf")
        #expect(attachment?["contentSizeBytes"] == 3)
        #expect(attachment?["url"]?.string == "http://127.0.0.1:8090/api/v2/downloads/\(media.id)")
    }

    @Test func aFileThatTheProfileDoesNotLetOutIsNotSent() throws {
        var caller = caller(outbound: ["image/*"])
        let id = try #require(try caller.begin())
        let media = caller.platform.store([1], name: "plan.pdf", type: "application/pdf", at: caller.now)
        let reply = try caller.call(.post, "/simulator/conversations/\(id)/messages", ["mediaId": .string(media.id)])
        #expect(reply.effects.isEmpty)
        let message = try caller.get("/api/v2/conversations/messages/\(reply.answer.body?["id"]?.string ?? "")/details").body
        #expect(message?["status"] == "failed")
    }

    @Test(arguments: [(true, "sent"), (false, "failed")])
    func whatBecameOfThePostIsTheMessagesStatus(_ isDelivered: Bool, _ status: String) throws {
        var caller = caller()
        let reply = try caller.call(.post, "/api/v2/conversations/messages/agentless", Samples.agentless)
        caller.platform.record(isDelivered: isDelivered, of: try order(reply))
        let id = reply.answer.body?["id"]?.string ?? ""
        #expect(try caller.get("/api/v2/conversations/messages/\(id)/details").body?["status"]?.string == status)
    }

    @Test func aCustomersMessageIsAnsweredWithAReceipt() throws {
        var caller = caller()
        let receipt = try JSON(parsing: try order(try caller.send(Samples.message.with("content", nil))).body)
        #expect(receipt["type"] == "Receipt")
        #expect(receipt["status"] == "Published")
        #expect(receipt["id"] == "m-1")
        let reply = try caller.send(Samples.message(id: "2"))
        guard case .fetch(let media) = reply.effects.first else { throw Refusal.notFound }
        caller.platform.record(FetchedMedia(.failed), for: media, at: caller.now)
        let failure = try JSON(parsing: try order(Reply(.noContent, effects: caller.platform.takeEffects())).body)
        #expect(failure["status"] == "Failed")
        #expect(failure["reasons"]?.array?.first?["code"] == "GeneralError")
    }

    @Test func aReceiptOfTheChannelIsTheMessagesStatus() throws {
        var caller = caller()
        let id = try caller.call(.post, "/api/v2/conversations/messages/agentless", Samples.agentless).answer.body?["id"] ?? .null
        let path = "/api/v2/conversations/messages/\(OpenIntegration.demoID)/inbound/open/receipt"
        let body: JSON = [
            "id": id, "channel": ["to": ["id": "user-1"], "time": "2026-11-21T10:00:00.123Z"], "status": "Delivered",
            "isFinalReceipt": true,
        ]
        #expect(try caller.call(.post, path, body).answer.body?["status"] == "Delivered")
        let message = try caller.get("/api/v2/conversations/messages/\(id.string ?? "")/details").body
        #expect(message?["status"] == "delivery-success")
        #expect(message?["normalizedReceipts"]?.array?.map { $0["status"] } == ["Delivered"])
        let unknown = try caller.call(.post, path, body.with("id", "nobody")).answer
        #expect(unknown.status == 200)
        #expect(unknown.body?["reasons"]?.array?.first?["code"] == "UnknownMessage")
        #expect(try caller.call(.post, path, body.with("status", "Seen")).answer.status == 400)
        #expect(try caller.call(.post, path, body.with("reasons", [["code": "Bad"]])).answer.status == 400)
    }

    @Test func retriesAfterTroubleAndAfterNothingElse() {
        var attempts = WebhookAttempts(retries: 2, interval: .seconds(5))
        #expect(attempts.ended(status: 503) == .retry(after: .seconds(5)))
        #expect(attempts.ended(status: nil) == .retry(after: .seconds(5)))
        #expect(attempts.ended(status: 429) == .givenUp)
        var refused = WebhookAttempts(retries: 2, interval: .seconds(5))
        #expect(refused.ended(status: 401) == .givenUp)
        #expect(refused.ended(status: 204) == .delivered)
    }

    @Test func clientCredentialsDoNotSendAsAnAgent() throws {
        var caller = caller()
        let id = try #require(try caller.begin())
        let communication = try caller.conversation(id).participant("agent")?["messages"]?.array?.first?["id"]?.string ?? ""
        let path = "/api/v2/conversations/messages/\(id)/communications/\(communication)/messages"
        let refused = try caller.call(.post, path, ["textBody": "Hello"]).answer
        #expect(refused.status == 400)
        #expect(refused.body?["message"]?.string?.contains("user context") == true)
        try caller.becomeAgent()
        #expect(try caller.call(.post, path, ["textBody": "Hello"]).answer.body?["normalizedMessage"]?["text"] == "Hello")
        #expect(try caller.call(.post, path, ["textBody": "Hello", "mediaIds": ["1"]]).answer.status == 400)
        #expect(try caller.call(.post, path, ["mediaIds": ["nobody"]]).answer.status == 404)
    }

    @Test func anAgentUploadsAFileAndSendsIt() throws {
        var caller = caller()
        let id = try #require(try caller.begin())
        try caller.becomeAgent()
        let communication = try caller.conversation(id).participant("agent")?["messages"]?.array?.first?["id"]?.string ?? ""
        let path = "/api/v2/conversations/messages/\(id)/communications/\(communication)/messages"
        for name in [".hidden", "a b.pdf", "a/", "a|b"] {
            let answer = try caller.call(.post, path + "/media/uploads", ["fileName": .string(name), "contentLengthBytes": 3])
                .answer
            #expect(answer.status == 400)
        }
        let upload = try caller.call(.post, path + "/media/uploads", ["fileName": "plan.pdf", "contentLengthBytes": 3]).answer.body
        let url = try #require(URLComponents(string: upload?["uploadUrl"]?.string ?? ""))
        let query = (url.queryItems ?? []).map { (name: $0.name, value: $0.value ?? "") }
        let headers: HTTPFields = ["Content-Type": "application/pdf", "x-amz-tagging": "originPlatform=PureCloud"]
        func put(_ bytes: [UInt8], _ fields: HTTPFields) -> Int {
            caller.platform.handle(Call(.put, url.path, query: query, fields: fields, body: bytes), at: caller.now).answer.status
        }
        #expect(put([1, 2], headers) == 400)
        #expect(put([1, 2, 3], ["Content-Type": "application/pdf"]) == 400)
        #expect(put([1, 2, 3], headers) == 200)
        let mediaID = upload?["id"] ?? .null
        #expect(try caller.get(path + "/media/\(mediaID.string ?? "")").body?["status"] == "valid")
        let sent = try caller.call(.post, path, ["mediaIds": [mediaID]])
        #expect(try JSON(parsing: try order(sent).body)["content"]?.array?.first?["attachment"]?["filename"] == "plan.pdf")
    }
}
