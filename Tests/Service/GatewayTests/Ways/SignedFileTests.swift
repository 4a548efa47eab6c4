import Attachments
import Foundation
import HTTPSemantics
import Ledger
import TestSupport
import Testing

extension WithClamd {
    /// A bare file on a channel that takes some: its head is signed, and with it a digest of the file.
    struct SignedFileTests {
        private static let path = "/channels/kiosk/messages"

        @Test func takesAFileWhoseHeadIsSigned() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let others = [("lazaret-conversation-id", "talk-1"), ("lazaret-text", "Gr%C3%BC%C3%9Fe")]
                let fields = try Site.signedFile(Form.note, contact: "anna%20m", at: site.clock.now, adding: others)
                let answer = try await site.post(Form.note, fields, to: Self.path)
                #expect(answer.status == 202, "\(answer.text)")
                let shown = answer.json["attachment"]
                #expect(shown["contactId"].string == "anna m" && shown["messageId"].string == "m-1")
                #expect(shown["conversationId"].string == "talk-1")
                let attachment = try #require(try await site.ledger.attachments(matching: .init()).first)
                #expect(attachment.file.name == "note.txt" && attachment.file.claimedType == "text/plain")
                #expect(try await site.sendOut().first?.origin?.text == "Grüße")
            }
        }

        /// An attempt at the same message is signed anew; a captured one is the same.
        @Test func takesItOnce() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let first = try Site.signedFile(Form.note, at: site.clock.now)
                for fields in [first, first, try Site.signedFile(Form.note, at: site.clock.now + 9)] {
                    #expect(try await site.post(Form.note, fields, to: Self.path).status == 202)
                }
                let other = Array("Something else.\n".utf8)
                #expect(try await site.post(other, Site.signedFile(other, at: site.clock.now), to: Self.path).status == 409)
                site.clock.advance(by: .seconds(301))
                #expect(try await site.post(Form.note, first, to: Self.path).status == 401)
                #expect(try await site.ledger.attachments(matching: .init()).count == 1)
            }
        }

        private static let changes: [(String, String)] = [
            ("Lazaret-Contact-Id", "berta"), ("Lazaret-Message-Id", "m-2"), ("Lazaret-Conversation-Id", "talk-2"),
            ("Lazaret-Text", "Pay"), ("Content-Type", "text/html"), ("Content-Disposition", "attachment; filename=\"a.exe\""),
            ("Content-Encoding", "identity"), ("Content-Digest", "sha-256=:AAAA:"), ("Signature", "sig=:AAAA:"),
            ("Signature-Input", "sig=(\"@method\");created=1"),
        ]

        @Test(arguments: changes.indices) func takesNothingThatWasChangedOnTheWay(_ index: Int) async throws {
            let (name, value) = Self.changes[index]
            try await Site.run(works: false, delivers: true) { site async throws in
                var fields = try Site.signedFile(Form.note, at: site.clock.now)
                fields[name] = value
                #expect(try await site.post(Form.note, fields, to: Self.path).status == 401)
                try await site.expectNothing()
            }
        }

        @Test func takesNoOtherBytesAndNoOtherWay() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let fields = try Site.signedFile(Form.note, at: site.clock.now)
                #expect(try await site.post(Form.note + [10], fields, to: Self.path).status == 401)
                for path in ["/channels/kiosk/clicks", "/channels/shop/messages", "/channels/KIOSK/messages"] {
                    let status = try await site.post(Form.note, fields, to: path).status
                    #expect([401, 404].contains(status), "\(path): \(status)")
                }
                #expect(try await site.post(Form.note, fields, to: Self.path + "?text=Pay").status == 400)
                try await site.expectNothing()
            }
        }

        @Test(arguments: ["@method", "@path", "content-type", "content-digest", "content-disposition", "lazaret-contact-id"])
        func needsAllOfItToBeSigned(_ name: String) async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let fields = try Site.signedFile(Form.note, at: site.clock.now, leavingOut: name)
                #expect(try await site.post(Form.note, fields, to: Self.path).status == 401)
                try await site.expectNothing()
            }
        }

        /// Without the operator's word a file comes in a form.
        @Test func takesNoneWhereTheChannelDoesNotAskForIt() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let fields = try Site.signedFile(Form.note, to: "shop", at: site.clock.now)
                let answer = try await site.post(Form.note, fields)
                #expect(answer.status == 415 && answer.json["error"].string?.contains("rawBodies") == true, "\(answer.text)")
                let unsigned = try await site.message(Form.note, type: "text/plain", to: "kiosk")
                #expect(unsigned.status == 415 && unsigned.json["error"].string?.contains("RFC 9421") == true, "\(unsigned.text)")
                try await site.expectNothing()
            }
        }
    }
}
