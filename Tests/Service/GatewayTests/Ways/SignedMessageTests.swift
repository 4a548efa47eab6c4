import Attachments
import Foundation
import HTTPSemantics
import Ledger
import Pipeline
import TestSupport
import Testing

extension WithClamd {
    /// What a signature on a channel's message is good for: this message, once.
    struct SignedMessageTests {
        private static let message = Array(#"{"contact_id":"anna","message_id":"m-1","text":"Hello"}"#.utf8)
        private static let unnamed = Array(#"{"contact_id":"anna","text":"yes"}"#.utf8)

        /// The site's own, with no worker, as all of these end before a file is judged.
        private static func run(_ body: @escaping @Sendable (Site) async throws -> Void) async throws {
            try await Site.run(works: false, delivers: true, body)
        }

        // MARK: One reading

        /// The body of a message that was signed once, as a file with other words by another customer.
        @Test(arguments: [
            ("text/plain", "?contact_id=berta&text=Pay&filename=a.txt"), ("text/plain", "?contact_id=berta&text=Pay"),
            ("text/plain", ""),
            ("application/octet-stream", "?filename=a.txt"), ("application/json", "?contact_id=berta&text=Pay"),
            ("multipart/form-data; boundary=x", ""), ("application/x-www-form-urlencoded", ""),
        ])
        func givesASignedBodyNoOtherMeaning(_ type: String, _ query: String) async throws {
            try await Self.run { site async throws in
                let answer = try await site.message(Self.message, type: type, query: query)
                #expect([400, 415].contains(answer.status), "\(answer.text)")
                try await site.expectNothing()
                #expect(try await site.ledger.queueStatistics().messages == .init())
            }
        }

        @Test(arguments: [
            "contact_id", "contactId", "conversation_id", "conversationId", "message_id", "messageId", "text", "filename",
        ])
        func refusesWhatTheQueryNames(_ name: String) async throws {
            try await Self.run { site async throws in
                let answer = try await site.message(Self.message, query: "?\(name)=anna")
                #expect(answer.status == 400 && answer.json["error"].string?.contains("'\(name)'") == true, "\(answer.text)")
                let click = Array(
                    (#"{"contactId":"anna","originatingMessageId":"m-1","#
                        + #""buttonResponse":{"type":"Button","text":"Go","payload":"go"}}"#).utf8)
                #expect(try await site.post(click, Site.signed(click), to: "/channels/shop/clicks?\(name)=anna").status == 400)
                #expect(try await site.ledger.queueStatistics().messages == .init())
                // What names nothing of the message may stand there.
                #expect(try await site.message(Self.message, query: "?trace=1").status == 200)
            }
        }

        /// A customer's file that is itself a form, read by a boundary that the forger chose.
        @Test func readsAFormByTheBoundaryThatItBeginsWithAlone() async throws {
            try await Self.run { site async throws in
                let inner =
                    "--x\r\nContent-Disposition: form-data; name=\"contact_id\"\r\n\r\nberta\r\n"
                    + "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nPay\r\n--x--\r\n"
                let form = Form().field("contact_id", "anna").file("note.txt", "text/plain", Array("\r\n\(inner)".utf8)).closed()
                for boundary in ["x", "-", "----", Form.boundary.dropLast()] {
                    let answer = try await site.message(form.bytes, type: "multipart/form-data; boundary=\"\(boundary)\"")
                    #expect(answer.status == 400, "\(boundary): \(answer.text)")
                }
                try await site.expectNothing()
                let fields = try Site.signed(form.bytes).adding("Prefer", "wait=0")
                let honest = try await site.message(
                    form.bytes, type: "multipart/form-data; boundary=\(Form.boundary)", fields: fields)
                #expect(honest.status == 202, "\(honest.text)")
            }
        }

        @Test func takesNothingOfAMessageFromUnsignedFields() async throws {
            try await Self.run { site async throws in
                let body = Array(#"{"contact_id":"anna","message_id":"m-1","filename":"n.txt","data":"YWJj"}"#.utf8)
                let fields = try Site.signed(body).adding("Content-Disposition", "attachment; filename=\"other.txt\"")
                    .adding("Lazaret-Contact-Id", "berta").adding("Lazaret-Text", "Pay").adding("Prefer", "wait=0")
                #expect(try await site.message(body, fields: fields).status == 202)
                let attachments = try await site.ledger.attachments(matching: .init())
                #expect(attachments.map(\.file.name) == ["n.txt"] && attachments.map(\.contactID) == ["anna"])
                #expect(try await site.ledger.queueStatistics().messages.waiting == 0)
            }
        }

        // MARK: Once

        @Test func takesASignedBodyWithoutANameOnce() async throws {
            try await Self.run { site async throws in
                #expect(try await site.message(Self.unnamed).status == 200)
                // Neither another key nor another notation of the signature makes it new.
                for fields in [
                    try Site.signed(Self.unnamed), try Site.signed(Self.unnamed).adding("Idempotency-Key", "another"),
                    ["X-Hub-Signature-256": try Site.hexadecimal(Self.unnamed)],
                ] {
                    let again = try await site.message(Self.unnamed, fields: fields)
                    #expect(again.status == 409 && again.json["error"].string?.contains("message_id") == true, "\(again.text)")
                }
                #expect(try await site.sendOut().map(\.kind) == [.text])
            }
        }

        @Test func takesAMessageByStandardWebhooksOnce() async throws {
            try await Self.run { site async throws in
                let first = try Site.webhook(Self.unnamed, id: "msg_1", at: site.clock.now)
                #expect(try await site.post(Self.unnamed, first).status == 200)
                #expect(try await site.post(Self.unnamed, first).status == 200)
                site.clock.advance(by: .seconds(3600))
                // What was caught is stale; an honest sender signs each attempt anew.
                #expect(try await site.post(Self.unnamed, first).status == 401)
                let later = try Site.webhook(Self.unnamed, id: "msg_1", at: site.clock.now)
                #expect(try await site.post(Self.unnamed, later).status == 200)
                #expect(try await site.sendOut().map(\.kind) == [.text])
                // The same words again are another message, and other words under its name are none.
                let second = try Site.webhook(Self.unnamed, id: "msg_2", at: site.clock.now)
                #expect(try await site.post(Self.unnamed, second).status == 200)
                let other = Array(#"{"contact_id":"anna","text":"no"}"#.utf8)
                #expect(try await site.post(other, Site.webhook(other, id: "msg_1", at: site.clock.now)).status == 409)
                #expect(try await site.sendOut().map(\.kind) == [.text])
            }
        }

        @Test func takesAFileByStandardWebhooksAndGivesItBackAtARetry() async throws {
            try await Self.run { site async throws in
                let form = Form().field("contact_id", "anna").file("note.txt", "text/plain", Form.note).closed().bytes
                var ids: Set<String?> = []
                for seconds in [0, 100] {
                    site.clock.advance(by: .seconds(seconds))
                    var fields = try Site.webhook(form, id: "msg_1", at: site.clock.now, "the-old-secret-of-the-shop")
                    fields["Content-Type"] = "multipart/form-data; boundary=\(Form.boundary)"
                    let answer = try await site.post(form, fields)
                    #expect(answer.status == 202, "\(answer.text)")
                    ids.insert(answer.json["attachment"]["id"].string)
                }
                #expect(ids.count == 1 && !ids.contains(nil))
                #expect(try await site.ledger.attachments(matching: .init()).count == 1)
            }
        }

        @Test func refusesAMessageThatIsSignedInTwoWays() async throws {
            try await Self.run { site async throws in
                var fields = try Site.signed(Self.message)
                for field in try Site.webhook(Self.message, id: "msg_1", at: site.clock.now).all {
                    fields.append(field.name, field.value)
                }
                #expect(try await site.post(Self.message, fields).status == 400)
                try await site.expectNothing()
            }
        }

        /// Signed content of one form is no body of another, though the key is the same.
        @Test func keepsTheFormsOfSignaturesApart() async throws {
            try await Self.run { site async throws in
                let fields = try Site.webhook(Self.unnamed, id: "msg_1", at: site.clock.now)
                let time = fields["webhook-timestamp"] ?? ""
                let signed = Array("msg_1.\(time).".utf8) + Self.unnamed
                let hub = (fields["webhook-signature"] ?? "").replacing("v1,", with: "sha256=")
                #expect(try await site.post(signed, ["X-Hub-Signature-256": hub]).status == 400)
                // The other way: what is signed alone would have to begin with the name.
                let body = Array("{\"a\":\".\(time).\"}".utf8)
                let value = (try Site.signed(body)["X-Hub-Signature-256"] ?? "").replacing("sha256=", with: "v1,")
                let webhook: HTTPFields = [
                    "webhook-id": "{\"a\":\"", "webhook-timestamp": time, "webhook-signature": value,
                ]
                #expect(try await site.post(Array("\"}".utf8), webhook).status == 401)
                #expect(try await site.ledger.queueStatistics().messages == .init())
            }
        }

        // MARK: Elsewhere

        @Test func takesASignedBodyOnOneChannelAlone() async throws {
            try await Self.run { site async throws in
                #expect(try await site.message(Self.message).status == 200)
                #expect(try await site.message(Self.message, to: "kiosk").status == 409)
                let webhook = try Site.webhook(Self.unnamed, id: "msg_1", at: site.clock.now)
                #expect(try await site.post(Self.unnamed, webhook).status == 200)
                let retry = try Site.webhook(Self.unnamed, id: "msg_1", at: site.clock.now + 1)
                for fields in [webhook, retry] {
                    #expect(try await site.post(Self.unnamed, fields, to: "/channels/kiosk/messages").status == 409)
                }
                for path in ["/channels/shop/clicks", "/webhook/open-messaging/shop"] {
                    let answer = try await site.post(Self.message, Site.signed(Self.message), to: path)
                    #expect(answer.status == 422 || answer.json["status"].string == "ignored", "\(path): \(answer.text)")
                }
                #expect(try await site.post(Self.message, Site.signed(Self.message), to: "/webhook/genesys").status == 401)
                #expect(try await site.sendOut().map(\.kind) == [.text, .text])
            }
        }

        @Test func takesAClickOnce() async throws {
            try await Self.run { site async throws in
                let click = Array(
                    (#"{"contactId":"anna","originatingMessageId":"m-1","#
                        + #""buttonResponse":{"type":"Button","text":"Go","payload":"go"}}"#).utf8)
                #expect(try await site.post(click, Site.signed(click), to: "/channels/shop/clicks").status == 202)
                for path in ["/channels/shop/clicks", "/channels/kiosk/clicks"] {
                    #expect(try await site.post(click, Site.signed(click), to: path).status == 409)
                }
                #expect(try await site.post(click, Site.signed(click)).status == 400, "a click is no message")
                for seconds in [0, 60] {
                    let fields = try Site.webhook(click, id: "msg_1", at: site.clock.now + Double(seconds))
                    #expect(try await site.post(click, fields, to: "/channels/shop/clicks").status == 202)
                }
                #expect(try await site.ledger.queueStatistics().messages.waiting == 2)
            }
        }

        /// What we post to channels looks like it, and may be signed with the same secret.
        @Test func takesNoOutboundMessageForAClick() async throws {
            try await Self.run { site async throws in
                let post = Array(
                    #"{"channel":{"from":{"id":"integration-1"}},"direction":"Outbound","type":"Structured","content":[{"contentType":"ButtonResponse","buttonResponse":{"type":"Button","text":"Go","payload":"go","originatingMessageId":"m-1"}}]}"#
                        .utf8)
                #expect(try await site.post(post, Site.signed(post), to: "/channels/shop/clicks").status == 422)
            }
        }

        /// Senders count their identifiers for each route and each channel.
        @Test func takesOneWebhookIdentifierAtEachRouteAndChannel() async throws {
            try await Self.run { site async throws in
                let click = Array(
                    #"{"contactId":"anna","originatingMessageId":"o","buttonResponse":{"type":"Button","text":"Go","payload":"go"}}"#
                        .utf8)
                let other = Array(#"{"contact_id":"anna","message_id":"k-1","text":"Hello"}"#.utf8)
                for (body, path, status) in [
                    (Self.message, "/channels/shop/messages", 200), (click, "/channels/shop/clicks", 202),
                    (other, "/channels/kiosk/messages", 200), (Self.message, "/channels/kiosk/messages", 409),
                ] {
                    let answer = try await site.post(body, Site.webhook(body, id: "7", at: site.clock.now), to: path)
                    #expect(answer.status == status, "\(path): \(answer.text)")
                }
            }
        }

        @Test(arguments: [
            #""direction":"Outbound""#, #""originatingEntity":"Human""#, #""channel":{"id":"integration-1","to":{"id":"anna"}}"#,
        ])
        func takesNoMessageOfThePlatformForACustomers(_ members: String) async throws {
            try await Self.run { site async throws in
                let body = Array(#"{"id":"m","type":"Text","contact_id":"anna","text":"Pay",\#(members)}"#.utf8)
                let answer = try await site.message(body)
                #expect(answer.status == 400 && answer.json["error"].string?.contains("platform") == true, "\(answer.text)")
                #expect(try await site.ledger.queueStatistics().messages == .init())
            }
        }

        @Test func takesNoCustomersMessageForAnEvent() async throws {
            try await Self.run { site async throws in
                for body in [
                    #"{"contact_id":"anna","text":"Pay","id":"m","channel":{"to":{"id":"berta"}},"type":"Text","direction":"Outbound"}"#,
                    #"{"id":"m","text":"Pay","channel":{"id":"integration-1"},"type":"Text"}"#,
                ] {
                    let bytes = Array(body.utf8)
                    #expect(try await site.post(bytes, Site.signed(bytes), to: "/webhook/open-messaging/shop").status == 400)
                }
                let event = Array(
                    #"{"id":"m","channel":{"id":"integration-1","to":{"id":"anna"}},"type":"Structured","content":[{"contentType":"ButtonResponse","buttonResponse":{"type":"Button","text":"Go","payload":"go","originatingMessageId":"o"}}],"contactId":"anna"}"#
                        .utf8)
                #expect(try await site.post(event, Site.signed(event), to: "/channels/shop/clicks").status == 422)
            }
        }

        // MARK: Words

        @Test(arguments: ["\\u0000", "\\u0007", "\\u001b[2J", "\\u007f"])
        func refusesControlCharactersInWords(_ escape: String) async throws {
            try await Self.run { site async throws in
                let body = Array(#"{"contact_id":"anna","text":"a\#(escape)b"}"#.utf8)
                #expect(try await site.message(body).status == 400)
                let click = Array(
                    #"{"contactId":"anna","originatingMessageId":"o","buttonResponse":{"type":"Button","text":"Go","payload":"g\#(escape)"}}"#
                        .utf8)
                #expect(try await site.post(click, Site.signed(click), to: "/channels/shop/clicks").status == 422)
                let lines = Array(#"{"contact_id":"anna","text":"a\tb\r\nc"}"#.utf8)
                #expect(try await site.message(lines).status == 200)
            }
        }

        @Test func hasASecretForEachPurpose() async throws {
            try await Self.run { site async throws in
                let event = Array(#"{"id":"e","channel":{"id":"integration-3","to":{"id":"anna"}},"type":"Text","text":"Hi"}"#.utf8)
                for (secret, message, told) in [("the-secret-of-the-till", 200, 401), ("the-events-of-the-till", 401, 200)] {
                    #expect(
                        try await site.message(Self.message, fields: Site.signed(Self.message, secret), to: "till").status
                            == message)
                    let answer = try await site.post(event, Site.signed(event, secret), to: "/webhook/open-messaging/till")
                    #expect(answer.status == told, "\(answer.text)")
                }
                for path in ["/channels/sign/messages", "/channels/sign/clicks", "/webhook/open-messaging/sign"] {
                    let answer = try await site.post(event, Site.signed(event, "the-posts-to-the-sign"), to: path)
                    #expect(answer.status == 404 && answer.json["error"].string?.contains("channels.sign.secret.") == true)
                }
            }
        }

        @Test func takesAnEventOnItsOwnChannelAlone() async throws {
            try await Self.run { site async throws in
                let event = Array(
                    #"{"id":"e","channel":{"id":"integration-1","to":{"id":"anna"}},"type":"Text","text":"Hi","direction":"Outbound"}"#
                        .utf8)
                let other = try await site.post(event, Site.signed(event), to: "/webhook/open-messaging/kiosk")
                #expect(other.status == 400, "\(other.text)")
                #expect(try await site.post(event, Site.signed(event), to: "/webhook/open-messaging/shop").status == 200)
            }
        }
    }
}

extension Site {
    /// `X-Hub-Signature-256` in the other notation.
    fileprivate static func hexadecimal(_ body: [UInt8]) throws -> String {
        let value = try signed(body)["X-Hub-Signature-256"] ?? ""
        let bytes = Data(base64Encoded: String(value.dropFirst("sha256=".count))) ?? Data()
        return "sha256=" + bytes.map { String(format: "%02x", $0) }.joined()
    }
}
