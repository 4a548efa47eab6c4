import Attachments
import Crypto
import Foundation
import HTTPSemantics
import Ledger
import Observability
import Pipeline
import Signatures
import Testing

extension WithClamd {
    struct WebhookTests {
        private static let event = """
            {"eventType":"Conversation:Message","data":{"conversationId":"c1","messageId":"m1","attachments":[
            {"id":"a1","fileName":"a.pdf","contentType":"application/pdf","size":5},{"id":"a2"}]}}
            """
        private static let openMessage = """
            {"id":"m2","channel":{"id":"integration-1","platform":"Open","type":"Private","messageId":"m2","to":{"id":"anna"}},
            "type":"Text","text":"Hi","direction":"Outbound","conversationId":"c2","content":[{"contentType":"Attachment","attachment":
            {"id":"a","mediaType":"File","url":"https://api-downloads.mypurecloud.com/api/v2/downloads/1","mime":"application/pdf"}}]}
            """

        // MARK: Who is believed

        @Test(arguments: ["base64", "hexadecimal"]) func takesAnEventThatIsSigned(_ notation: String) async throws {
            try await Site.run(works: false) { site async throws in
                let signature = try Self.signature(Self.event, Site.webhookSecret.reveal(), notation)
                let answer = try await site.send(.post, "/webhook/genesys", fields: signature, body: Array(Self.event.utf8))
                #expect(answer.status == 200 && answer.json["status"].string == "accepted", "\(answer.text)")
                let fetches = try await site.ledger.takeFetches(limit: 5, lease: .seconds(1))
                #expect(fetches.map(\.file.location) == [.platformFile(id: "a1"), .platformFile(id: "a2")])
                #expect(fetches.allSatisfy { $0.message.conversationID == "c1" && $0.message.externalID == "m1" })
            }
        }

        @Test func refusesWhatIsNotSignedByThePlatform() async throws {
            try await Site.run(works: false) { site async throws in
                let right = try Self.signature(Self.event, Site.webhookSecret.reveal())
                var twice = right
                for field in right.all { twice.append(field.name, field.value) }
                let forged: [(String, HTTPFields)] = [
                    (Self.event, [:]), (Self.event, twice), (Self.event + " ", right),
                    (Self.event, ["X-Hub-Signature-256": "sha256="]), (Self.event, ["X-Hub-Signature-256": "nonsense"]),
                    (Self.event, try Self.signature(Self.event, "the-new-secret-of-the-shop")),
                    (Self.event, try Self.signature(Self.event, "")),
                ]
                for (body, fields) in forged {
                    let answer = try await site.send(.post, "/webhook/genesys", fields: fields, body: Array(body.utf8))
                    #expect(answer.status == 401 && answer.json["error"].string == "Invalid signature", "\(fields.all)")
                }
                #expect(try await site.ledger.queueStatistics().fetches == .init())
            }
        }

        @Test(arguments: ["the-new-secret-of-the-shop", "the-old-secret-of-the-shop"])
        func takesEachOfAChannelsSecrets(_ secret: String) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.openMessage(Self.openMessage, secret)
                #expect(answer.status == 200 && answer.json["status"].string == "accepted", "\(answer.text)")
                let fetch = try #require(try await site.ledger.takeFetches(limit: 5, lease: .seconds(1)).first)
                #expect(fetch.message.direction == .outbound && fetch.message.channel == "shop")
                #expect(fetch.message.contactID == "anna" && fetch.message.text == "Hi")
                #expect(fetch.file.location == .url("https://api-downloads.mypurecloud.com/api/v2/downloads/1"))
                // What is kept of the message has no address of the platform's any more.
                #expect(fetch.message.payload?.contains("lazaret:file/0") == true)
                #expect(fetch.message.payload?.contains("mypurecloud") == false)
            }
        }

        @Test func knowsNoOtherChannel() async throws {
            try await Site.run(works: false) { site async throws in
                let fields = try Self.signature(Self.openMessage, "the-new-secret-of-the-shop")
                let answer = try await site.send(
                    .post, "/webhook/open-messaging/harbour", fields: fields, body: Array(Self.openMessage.utf8))
                #expect(answer.status == 404)
            }
        }

        // MARK: What is taken

        @Test(arguments: [
            (#"{"eventType":"Conversation:Message","data":{"conversationId":"c1","messageId":"m1"}}"#, "no_attachments"),
            (
                #"{"eventType":"Conversation:Message","data":{"conversationId":"c1","messageId":"m1","attachments":[]}}"#,
                "no_attachments"
            ),
            (#"{"eventType":"Conversation:Ended","data":{}}"#, "ignored"), ("{}", "ignored"),
        ])
        func leavesWhatIsNoneOfItsBusiness(_ event: String, _ status: String) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.webhook(event)
                #expect(answer.status == 200 && answer.json["status"].string == status, "\(answer.text)")
                #expect(try await site.ledger.queueStatistics().fetches == .init())
            }
        }

        @Test(arguments: [
            "", "[]", "not json", #"{"eventType":"#, "\u{0}", String(repeating: "[", count: 100_000),
            #"{"eventType":"Conversation:Message","data":{"attachments":[{"id":"a"}]}}"#,
        ])
        func refusesWhatCannotBeRead(_ event: String) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.webhook(event).status == 400)
            }
        }

        @Test func takesAnEventThatIsToldTwiceOnce() async throws {
            try await Site.run(works: false) { site async throws in
                for _ in 1...3 { #expect(try await site.webhook(Self.event).json["status"].string == "accepted") }
                #expect(try await site.ledger.queueStatistics().fetches.waiting == 2)
            }
        }

        /// All receipts for a message have its identifier.
        @Test func passesEachReceiptForAMessageOnOnce() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                for status in ["Published", "Published", "Failed"] {
                    let receipt =
                        #"{"id":"m5","channel":{"id":"integration-1","to":{"id":"anna"}},"type":"Receipt","status":"\#(status)","direction":"Outbound"}"#
                    #expect(try await site.openMessage(receipt, "the-new-secret-of-the-shop").json["status"].string == "accepted")
                }
                #expect(try await site.sendOut().map(\.kind) == [.forward, .forward])
            }
        }

        @Test func takesEitherEventOnEitherRoute() async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.webhook(Self.openMessage).json["status"].string == "accepted")
                #expect(try await site.openMessage(Self.event, "the-new-secret-of-the-shop").json["status"].string == "accepted")
                // The integration says which channel it is.
                let fetches = try await site.ledger.takeFetches(limit: 5, lease: .seconds(1))
                #expect(Set(fetches.map(\.message.channel)) == ["shop", nil])
            }
        }

        @Test func passesWordsOnWithoutFiles() async throws {
            try await Site.run(works: false) { site async throws in
                let words = #"{"id":"m3","channel":{"id":"integration-1","to":{"id":"anna"}},"type":"Text","text":"Hi"}"#
                #expect(try await site.openMessage(words, "the-new-secret-of-the-shop").json["status"].string == "accepted")
                let message = try #require(try await site.ledger.takeMessages(limit: 5, lease: .seconds(1)).first)
                #expect(message.kind == .forward && message.origin?.text == "Hi")
            }
        }

        @Test func leavesAnEchoOfTheCustomersOwnWords() async throws {
            try await Site.run(works: false) { site async throws in
                let echo = #"{"id":"m4","channel":{"id":"integration-1"},"type":"Text","text":"Hi","direction":"Inbound"}"#
                #expect(try await site.openMessage(echo, "the-new-secret-of-the-shop").json["status"].string == "ignored")
                #expect(try await site.ledger.queueStatistics().messages == .init())
            }
        }

        fileprivate static func signature(_ body: String, _ secret: String, _ notation: String = "base64") throws -> HTTPFields {
            guard notation == "base64" else {
                let code = try HMACSHA256.authenticate(key: Array(secret.utf8), message: Array(body.utf8))
                return ["X-Hub-Signature-256": "sha256=\(code.hex)"]
            }
            return ["X-Hub-Signature-256": try HubSignature.sign(Array(body.utf8), with: Secret(secret))]
        }
    }
}

extension Site {
    fileprivate func webhook(_ event: String) async throws -> Answer {
        let fields = try WithClamd.WebhookTests.signature(event, Self.webhookSecret.reveal())
        return try await send(.post, "/webhook/genesys", fields: fields, body: Array(event.utf8))
    }

    fileprivate func openMessage(_ message: String, _ secret: String) async throws -> Answer {
        let fields = try WithClamd.WebhookTests.signature(message, secret)
        return try await send(.post, "/webhook/open-messaging/shop", fields: fields, body: Array(message.utf8))
    }
}
