import Attachments
import Foundation
import HTTPSemantics
import Ledger
import Pipeline
import PrivateClamd
import TestSupport
import Testing

extension WithClamd {
    /// Customers' messages from a channel: words first, then each file as a message of its own.
    struct ChannelTests {
        private static let data = Data(Form.note).base64EncodedString()
        private static let file = #""filename":"note.txt","contentType":"text/plain","data":"\#(data)""#

        // MARK: Forms

        @Test func takesWordsAndFilesAsJSON() async throws {
            try await expectOneMessage {
                try await $0.message(
                    json: #"{"contact_id":"anna","message_id":"m-1","text":"Hello","attachments":[{\#(Self.file)}]}"#)
            }
        }

        @Test func takesWordsAndFilesAsAForm() async throws {
            try await expectOneMessage {
                try await $0.message(
                    Form().field("contact_id", "anna").field("message_id", "m-1").field("text", "Hello")
                        .file("note.txt", "text/plain", Form.note).closed())
            }
        }

        @Test func takesWordsAndAFileAsItIs() async throws {
            try await expectOneMessage(on: "kiosk") { site in
                let fields = try Site.signedFile(Form.note, at: site.clock.now, adding: [("lazaret-text", "Hello")])
                return try await site.send(.post, "/channels/kiosk/messages", fields: fields, body: Form.note)
            }
        }

        private func expectOneMessage(on channel: String = "shop", _ send: @escaping @Sendable (Site) async throws -> Site.Answer)
            async throws
        {
            try await Site.run(delivers: true) { site async throws in
                let answer = try await send(site)
                #expect(answer.status == 200, "\(answer.text)")
                let shown = answer.json["attachment"]
                #expect(shown["source"].string == "channel" && shown["state"].string == "released", "\(answer.text)")
                #expect(shown["messageId"].string == "m-1" && shown["contactId"].string == "anna")
                let sent = try await site.sendOut()
                #expect(sent.map(\.kind) == [.text, .file])
                #expect(sent.first?.origin?.text == "Hello" && sent.first?.origin?.contactID == "anna")
                #expect(sent.allSatisfy { $0.origin?.channel == channel })
                #expect(sent.last?.attachment?.file.name == "note.txt")
            }
        }

        @Test func takesWordsAlone() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let answer = try await site.message(json: #"{"contact_id":"anna","text":"Hello"}"#)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json["message"].string == "Message accepted" && answer.json["attachments"] == .array([]))
                #expect(try await site.sendOut().map(\.kind) == [.text])
                try await site.expectNothing()
            }
        }

        @Test(arguments: [#"{"contact_id":"anna"}"#, #"{"contact_id":"anna","text":""}"#, #"{"text":"Hello"}"#, "[]", ""])
        func refusesAMessageWithoutContentOrCustomer(_ body: String) async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                #expect(try await site.message(json: body).status == 400)
                #expect(try await site.ledger.queueStatistics().messages == .init())
            }
        }

        /// What the platform would cut or refuse is said to be too long while its sender can still do something about it.
        @Test(arguments: [
            (String(repeating: "a", count: 2000), 202), (String(repeating: "a", count: 2001), 400),
            (String(repeating: "👨‍👩‍👧", count: 300), 400),
        ])
        func takesNoMoreWordsThanThePlatform(_ text: String, _ status: Int) async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let body = Array(#"{"contact_id":"anna","text":"\#(text)",\#(Self.file)}"#.utf8)
                let answer = try await site.message(body, fields: Site.signed(body).adding("Prefer", "wait=0"))
                #expect(answer.status == status, "\(answer.text)")
                if status == 400 { try await site.expectNothing() }
            }
        }

        // MARK: Order

        @Test func sendsFilesInTheirOrderWhateverIsJudgedFirst() async throws {
            try await Site.run(delivers: true) { site async throws in
                site.scanner.passOver(size: Form.note.count)
                let form = Form().field("contact_id", "anna").file("a.txt", "text/plain", Form.note)
                    .file("b.txt", "text/plain", PrivateClamd.eicar).file("c.txt", "text/plain", Form.note + Form.note)
                    .field("text", "Three files").closed()
                let answer = try await site.message(
                    form.bytes, type: "multipart/form-data; boundary=\(Form.boundary)",
                    fields: try Site.signed(form.bytes).adding("Prefer", "respond-async"))
                let ids = answer.json["attachments"].array.compactMap { $0["id"].string }.compactMap { AttachmentID($0) }
                try #require(answer.status == 202 && ids.count == 3, "\(answer.text)")
                for id in ids.dropFirst() { _ = try await site.ledger.settled(id, atMost: .seconds(20)) }
                #expect(try await site.sendOut().map(\.kind) == [.text], "the first file is not judged yet")
                site.scanner.passOver(size: nil)
                _ = try await site.ledger.settled(ids[0], atMost: .seconds(20))
                let rest = try await site.sendOut()
                #expect(rest.map(\.kind) == [.file, .notice, .file])
                #expect(rest.map(\.attachment?.id) == ids)
            }
        }

        // MARK: Who is believed

        static let forgeries: [(String, @Sendable ([UInt8]) throws -> HTTPFields)] = [
            ("none", { _ in [:] }), ("other secret", { try Site.signed($0, "the-secret-of-the-platform") }),
            ("empty secret", { try Site.signed($0, "") }), ("other bytes", { try Site.signed($0 + [0x20]) }),
            ("fewer bytes", { try Site.signed($0.dropLast()) }), ("no bytes", { _ in try Site.signed([]) }),
            ("unreadable", { _ in ["X-Hub-Signature-256": "sha256=AAAA"] }),
            (
                "SHA-1",
                { try ["X-Hub-Signature-256": (Site.signed($0)["X-Hub-Signature-256"] ?? "").replacing("sha256", with: "sha1")] }
            ),
            ("twice", { try Site.signed($0).adding("X-Hub-Signature-256", "sha256=AAAA") }),
        ]

        @Test(arguments: forgeries.indices, ["application/json", "multipart/form-data; boundary=\(Form.boundary)"])
        func refusesWhatIsNotSignedByTheChannel(_ index: Int, _ type: String) async throws {
            let (what, sign) = Self.forgeries[index]
            let form = Form().field("contact_id", "anna").file("note.txt", "text/plain", Form.note).closed()
            let body = type == "application/json" ? Array(#"{"contact_id":"anna",\#(Self.file)}"#.utf8) : form.bytes
            try await Site.run(works: false, delivers: true) { site async throws in
                let answer = try await site.message(
                    body, type: type, fields: try sign(body), to: "kiosk")
                #expect(answer.status == 401 && answer.json["error"].string == "Invalid signature", "\(what): \(answer.text)")
                try await site.expectNothing()
                #expect(try await site.ledger.queueStatistics().messages == .init())
            }
        }

        /// Whoever has not signed learns nothing of what is wrong with the message besides.
        @Test func saysOfABrokenMessageThatIsNotSignedNoMore() async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.message(json: #"{"broken"#, fields: try Site.signed([]))
                #expect(answer.status == 401, "\(answer.text)")
                #expect(try await site.message(json: #"{"broken"#).status == 400)
            }
        }

        @Test func readsTheOldSecretToo() async throws {
            try await Site.run(works: false) { site async throws in
                let body = Array(#"{"contact_id":"anna","text":"Hello"}"#.utf8)
                #expect(try await site.message(body, fields: Site.signed(body, "the-old-secret-of-the-shop")).status == 200)
                #expect(try await site.message(body, to: "harbour").status == 404)
                #expect(try await site.message(body, to: "%2e%2e").status == 404)
            }
        }

        /// What is not signed may not go on for ever: behind the most that a message can have nothing of it is looked at any more.
        @Test(arguments: ["application/json", "multipart/form-data; boundary=x"])
        func readsNoMoreThanAMessageCanHave(_ type: String) async throws {
            try await Site.run(works: false) { site async throws in
                let head =
                    "POST /channels/shop/messages HTTP/1.1\r\nHost: a\r\nContent-Type: \(type)\r\n"
                    + "X-Hub-Signature-256: sha256=\(String(repeating: "ab", count: 32))\r\nTransfer-Encoding: chunked\r\n\r\n"
                let chunk = RawClient.chunk([UInt8](repeating: 0x61, count: 60_000))
                let answer = try await RawClient(port: site.port).answer(
                    to: [Array(head.utf8)] + [[UInt8]](repeating: chunk, count: 20) + [Array("0\r\n\r\n".utf8)])
                #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
                try await site.expectNothing()
            }
        }

        // MARK: The same again

        @Test func takesAMessageThatIsSentTwiceOnce() async throws {
            try await Site.run(delivers: true) { site async throws in
                let body = #"{"contact_id":"anna","message_id":"m-1","text":"Hello",\#(Self.file)}"#
                let first = try await site.message(json: body)
                let second = try await site.message(json: body)
                #expect(first.status == 200 && second.status == 200)
                #expect(first.json["attachment"]["id"] == second.json["attachment"]["id"])
                #expect(try await site.sendOut().map(\.kind) == [.text, .file])
                #expect(try site.folder.files(in: "quarantine").filter { $0 != "incoming" }.isEmpty)
                #expect(try await site.ledger.attachments(matching: .init()).count == 1)
            }
        }

        /// What differs is another message, though it has no name.
        @Test func takesMessagesWithoutANameEach() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                for text in ["Hello", "Hello?"] { _ = try await site.message(json: #"{"contact_id":"anna","text":"\#(text)"}"#) }
                #expect(try await site.sendOut().map(\.kind) == [.text, .text])
            }
        }
    }
}

extension HTTPFields {
    /// The same with one field more.
    func adding(_ name: String, _ value: String) -> HTTPFields {
        var fields = self
        fields.append(name, value)
        return fields
    }
}
