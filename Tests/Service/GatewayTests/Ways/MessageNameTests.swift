import Attachments
import Foundation
import HTTPSemantics
import Ledger
import Testing

extension WithClamd {
    /// Whose a name of a message is: the customer's, on one channel, at one route.
    struct MessageNameTests {
        private static func message(_ contact: String, _ text: String, data: String = "YWJj", name: String = "n.txt") -> [UInt8] {
            Array(
                #"{"contact_id":"\#(contact)","message_id":"m-1","text":"\#(text)","filename":"\#(name)","data":"\#(data)"}"#.utf8)
        }

        @Test func keepsCustomersApart() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let answers = [
                    try await site.signedPost(Self.message("anna", "Hello")),
                    try await site.signedPost(Self.message("berta", "Mine")),
                ]
                #expect(answers.allSatisfy { $0.status == 202 }, "\(answers.map(\.text))")
                #expect(answers.map { $0.json["attachment"]["contactId"].string } == ["anna", "berta"])
                #expect(Set(answers.map { $0.json["attachment"]["id"] }).count == 2)
                #expect(try await site.sendOut().compactMap(\.origin?.text) == ["Hello", "Mine"])
            }
        }

        @Test func refusesOtherContentUnderAName() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let first = try await site.signedPost(Self.message("anna", "Hello"))
                for body in [
                    Self.message("anna", "Other"), Self.message("anna", "Hello", data: "YWJk"),
                    Self.message("anna", "Hello", name: "o.txt"),
                ] {
                    let answer = try await site.signedPost(body)
                    #expect(answer.status == 409 && answer.json["attachment"]["id"].string == nil, "\(answer.text)")
                }
                // The same, written in another way, is the same.
                let again = try await site.signedPost(Self.message("anna", "Hello") + [10])
                #expect(again.status == 202 && again.json["attachment"]["id"] == first.json["attachment"]["id"])
                #expect(try await site.ledger.attachments(matching: .init()).count == 1)
            }
        }

        @Test func keepsCustomersApartAtClicks() async throws {
            try await Site.run(works: false) { site async throws in
                func click(_ contact: String, _ payload: String, end: String = "") -> [UInt8] {
                    Array(
                        #"{"contactId":"\#(contact)","messageId":"c-1","buttonResponse":{"type":"Button","text":"Go","payload":"\#(payload)","originatingMessageId":"m-1"}}\#(end)"#
                            .utf8)
                }
                for (body, status) in [
                    (click("anna", "go"), 202), (click("anna", "go", end: "\n"), 202), (click("anna", "stop"), 409),
                    (click("berta", "stop"), 202), (click("a\\nb", "go"), 422),
                ] {
                    let answer = try await site.signedPost(body, to: "/channels/shop/clicks")
                    #expect(answer.status == status, "\(answer.text)")
                }
                #expect(try await site.ledger.queueStatistics().messages.waiting == 2)
            }
        }

        @Test func keepsTheKeysOfRoutesApart() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let click = Array(
                    #"{"contactId":"anna","messageId":"1","buttonResponse":{"type":"Button","text":"Go","payload":"go","originatingMessageId":"m-1"}}"#
                        .utf8)
                let fields: [HTTPFields] = [["Idempotency-Key": "click/1"], ["Idempotency-Key": "k"]]
                for field in fields {
                    #expect(try await site.signedPost(click, field, to: "/channels/shop/clicks").status == 202)
                }
                for (field, text) in zip(fields, ["One", "Two"]) {
                    let body = Array(#"{"contact_id":"anna","text":"\#(text)"}"#.utf8)
                    #expect(try await site.signedPost(body, field).status == 200)
                }
                let keyed: HTTPFields = ["Authorization": "Bearer \(Site.anyKey)", "Idempotency-Key": "k", "Prefer": "wait=0"]
                let card = Array(#"{"messageId":"c","conversationId":"c-1","templateId":"t","fields":{"title":"Hi"}}"#.utf8)
                let sent = try await site.send(
                    .post, "/cards", fields: keyed.adding("Content-Type", "application/json"), body: card)
                let upload = try await site.send(
                    .post, "/upload?contact_id=anna&filename=n.txt", fields: keyed.adding("Content-Type", "text/plain"),
                    body: Form.note)
                #expect(sent.status == 202 && upload.status == 202, "\(sent.text)\(upload.text)")
            }
        }
    }
}

extension Site {
    fileprivate func signedPost(
        _ body: [UInt8], _ others: HTTPFields = [:], to path: String = "/channels/shop/messages"
    ) async throws -> Answer {
        var fields = try Self.signed(body)
        for field in others.all { fields.append(field.name, field.value) }
        return try await post(body, fields, to: path)
    }
}
