import Attachments
import Configuration
import HTTPSemantics
import Ledger
import PrivateClamd
import PythonServer
import TestSupport
import Testing

extension WithClamd {
    struct TokenTests {
        private func mint(_ site: Site, _ body: String, as key: Site.Key = .upload) async throws -> Site.Answer {
            try await site.send(.post, "/tokens", as: key, fields: ["Content-Type": "application/json"], body: Array(body.utf8))
        }

        private func token(_ site: Site, _ body: String) async throws -> String {
            let answer = try await mint(site, body)
            #expect(answer.status == 201, "\(answer.text)")
            return try #require(answer.json["token"].string)
        }

        private func upload(_ site: Site, _ token: String, _ form: Form) async throws -> Site.Answer {
            let fields: HTTPFields = [
                "Content-Type": "multipart/form-data; boundary=\(Form.boundary)", "Authorization": "Bearer \(token)",
            ]
            return try await site.send(.post, "/upload", fields: fields, body: form.bytes)
        }

        private func upload(_ site: Site, _ token: String, raw body: [UInt8], query: String = "") async throws -> Site.Answer {
            try await site.send(
                .post, "/upload?filename=note.txt\(query)",
                fields: ["Content-Type": "text/plain", "Authorization": "Bearer \(token)"],
                body: body)
        }

        private static let note = Form().file("note.txt", "text/plain", Form.note).closed()

        @Test(arguments: [Site.Key.upload, .operator]) func aBackendGetsOne(_ key: Site.Key) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await mint(
                    site, #"{"conversationId":"talk","contactId":"c","lifetime":"5m","max_bytes":100,"max_files":2}"#, as: key)
                #expect(answer.status == 201)
                #expect(answer.json.names == ["expires", "token", "upload_url"])
                #expect(answer.json["upload_url"].string == "http://127.0.0.1:\(site.port)/upload")
                #expect(answer.fields["Cache-Control"] == "no-store")
            }
        }

        @Test(arguments: [
            "", "[]", "{}", "nothing", #"{"conversation_id":""}"#, #"{"conversation_id":5}"#,
            #"{"conversation_id":"a","lifetime":15}"#,
            #"{"conversation_id":"a","lifetime":"2d"}"#, #"{"conversation_id":"a","lifetime":"0s"}"#,
            #"{"conversation_id":"a","max_bytes":"5"}"#, #"{"conversation_id":"a","max_bytes":0.5}"#,
            #"{"conversation_id":"a","max_bytes":99999999999999999999}"#, #"{"conversation_id":"a","max_files":true}"#,
            #"{"conversation_id":"a","max_files":-1}"#, #"{"conversation_id":"a","max_byte":5}"#,
            #"{"conversation_id":"a","conversationId":"b"}"#, #"{"conversation_id":"a","contact_id":["b"]}"#,
            #"{"conversation_id":"a","conversation_id":"a"}"#, #"{"conversation_id":"a","max_files":1,"max_files":9}"#,
            #"{"conversation_id":"a","max_files":1,"max\u005ffiles":9}"#,
        ])
        func refusesWhatIsNoRequestForOne(_ body: String) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await mint(site, body).status == 400)
            }
        }

        @Test func noTokenMakesAnotherAndNoneOpensAnythingElse() async throws {
            try await Site.run(works: false) { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk"}"#)
                let fields: HTTPFields = ["Authorization": "Bearer \(token)"]
                for (method, path) in [
                    (HTTPMethod.post, "/tokens"), (.get, "/attachments"), (.get, "/metrics"),
                    (.post, "/attachments/01ARZ3NDEKTSV4RRFFQ69G5FAV/retry"),
                ] {
                    #expect(try await site.send(method, path, fields: fields).status == 403, "\(path)")
                }
                #expect(try await mint(site, #"{"conversation_id":"talk"}"#, as: .metrics).status == 403)
            }
        }

        @Test func fixesTheConversationAndTheCustomer() async throws {
            try await Site.run { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"customer"}"#)
                for answer in [try await upload(site, token, Self.note), try await upload(site, token, raw: Form.note)] {
                    #expect(answer.status == 200, "\(answer.text)")
                    #expect(answer.json["attachment"]["conversationId"].string == "talk")
                    #expect(answer.json["attachment"]["contactId"].string == "customer")
                }
                let same = Form().field("conversation_id", "talk").field("contact_id", "customer")
                    .file("note.txt", "text/plain", Form.note).closed()
                #expect(try await upload(site, token, same).status == 200)
            }
        }

        @Test(arguments: ["conversation_id", "contact_id"]) func refusesOtherIdentifiers(_ field: String) async throws {
            try await Site.run(works: false) { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"customer"}"#)
                let form = Form().field(field, "another").file("note.txt", "text/plain", Form.note).closed()
                #expect(try await upload(site, token, form).status == 403)
                #expect(try await upload(site, token, raw: Form.note, query: "&\(field)=another").status == 403)
                try await site.expectNothing()
            }
        }

        @Test func withoutACustomerInItTheRequestNamesOne() async throws {
            try await Site.run { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk"}"#)
                #expect(try await upload(site, token, raw: Form.note).status == 400)
                #expect(try await upload(site, token, raw: Form.note, query: "&contact_id=anna").status == 200)
            }
        }

        @Test func lowersTheLimitForAFileWhileItsBytesArrive() async throws {
            try await Site.run { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"c","max_bytes":1000}"#)
                let large = [UInt8](repeating: 0x61, count: 1001)
                let announced = try await upload(site, token, raw: large)
                #expect(announced.status == 413 && announced.json["limit_bytes"].number == 1000)
                // A form's overhead is allowed for in its announced length, so that this one is refused at its 1001st byte.
                let inForm = try await upload(site, token, Form().file("a.txt", "text/plain", large).closed())
                #expect(inForm.status == 413 && inForm.json["limit_bytes"].number == 1000)
                try await site.expectNothing()
                #expect(try await upload(site, token, raw: Array(large.dropLast())).status == 200)
            }
        }

        @Test func doesNotRaiseThePolicysLimits() async throws {
            try await Site.run(works: false) { site async throws in
                let token = try await token(
                    site, #"{"conversation_id":"talk","contact_id":"c","max_bytes":999999999,"max_files":100}"#)
                #expect(try await upload(site, token, raw: [UInt8](repeating: 0x61, count: 100_001)).status == 413)
                let four = (0..<4).reduce(Form()) { form, _ in form.file("note.txt", "text/plain", Form.note) }.closed()
                #expect(try await upload(site, token, four).status == 400)
                try await site.expectNothing()
            }
        }

        @Test func countsItsFilesAcrossRequests() async throws {
            try await Site.run { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"c","max_files":2}"#)
                let two = Form().file("a.txt", "text/plain", Form.note).file("b.txt", "text/plain", Form.note).closed()
                let broken = Form().file("a.txt", "text/plain", Form.note)
                #expect(try await upload(site, token, broken).status == 400)
                #expect(try await upload(site, token, raw: Form.note).status == 200)
                #expect(try await upload(site, token, two).status == 403)
                #expect(try await upload(site, token, raw: Form.note).status == 200)
                #expect(try await upload(site, token, raw: Form.note).status == 403)
                #expect(try await upload(site, token, two).status == 403)
            }
        }

        @Test func manyAtOnceBringNoMoreThanItAllows() async throws {
            try await Site.run(works: false) { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"c","max_files":3}"#)
                let statuses = try await withThrowingTaskGroup { group in
                    for _ in 0..<12 {
                        group.addTask {
                            let fields: HTTPFields = [
                                "Content-Type": "text/plain", "Authorization": "Bearer \(token)", "Prefer": "respond-async",
                            ]
                            return try await site.send(.post, "/upload?filename=n.txt", fields: fields, body: Form.note).status
                        }
                    }
                    return try await group.reduce(into: [Int]()) { $0.append($1) }
                }
                #expect(statuses.filter { $0 == 202 }.count == 3)
                // Those that come while as many as it allows are under way may come again.
                #expect(statuses.filter { [403, 429].contains($0) }.count == 9)
                #expect(try await site.ledger.attachments(matching: .init()).count == 3)
            }
        }

        /// Only the head is sent: nothing of a body is waited for, fetched or stored.
        @Test func refusesOnTheHeadOnceItIsUsedUp() async throws {
            try await Site.run { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"c","max_files":1}"#)
                #expect(try await upload(site, token, raw: Form.note).status == 200)
                let answer = try await RawClient(port: site.port).answer(to: [Self.head(token, length: 100_000)])
                #expect(answer.hasPrefix("HTTP/1.1 403 ") && answer.contains("Ask for a new token"), "\(answer)")
                #expect(try await fetch(site, token, "http://127.0.0.1:9/a.txt").status == 403)
            }
        }

        /// Three addresses at which nobody is: who were asked for one would be answered 502.
        @Test func fetchesNothingForAMessageOfMoreFilesThanAreLeft() async throws {
            try await Site.run(changing: { $0.configuration.downloads.ports = [9] }) { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"c","max_files":3}"#)
                #expect(try await upload(site, token, raw: Form.note).status == 200)
                let url = "http://127.0.0.1:9/a.txt"
                let answer = try await fetch(site, token, url, url, url)
                #expect(answer.status == 403 && answer.json["error"].string?.contains("2 files left") == true, "\(answer.text)")
                #expect(try await fetch(site, token, url, url).status == 502)
            }
        }

        @Test func letsNoMoreBodiesInAtOnceThanThereAreFilesLeft() async throws {
            try await Site.run { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"c","max_files":1}"#)
                let first = try await HalfOpen(port: site.port, Self.head(token, length: 1000) + [0x61])
                #expect(try await eventually { try site.folder.files(in: "quarantine/incoming").count == 1 })
                let second = try await upload(site, token, raw: Form.note)
                #expect(second.status == 429 && second.fields["Retry-After"] != nil, "\(second.text)")
                await first.close()
                #expect(try await eventually { try await upload(site, token, raw: Form.note).status == 200 })
            }
        }

        @Test func answersARepetitionOfWhatUsedItUp() async throws {
            try await Site.run { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"c","max_files":1}"#)
                let fields: HTTPFields = [
                    "Content-Type": "text/plain", "Authorization": "Bearer \(token)", "Idempotency-Key": "one",
                ]
                var ids: Set<String?> = []
                for _ in 0..<2 {
                    let answer = try await site.send(.post, "/upload?filename=note.txt", fields: fields, body: Form.note)
                    #expect(answer.status == 200, "\(answer.text)")
                    ids.insert(answer.json["attachment"]["id"].string)
                }
                #expect(ids.count == 1)
                var other = fields
                other["Idempotency-Key"] = "two"
                #expect(try await site.send(.post, "/upload?filename=note.txt", fields: other, body: Form.note).status == 403)
            }
        }

        @Test func fetchesNothingThatIsAnnouncedToBeLargerThanItAllows() async throws {
            let files = try await FileServer()
            try await Site.run(works: false, changing: { $0.reach(files) }) { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"c","max_bytes":1000}"#)
                let answer = try await fetch(site, token, files.url("/huge?size=1001"))
                #expect(answer.status == 413 && answer.json["limit_bytes"].number == 1000)
                try await site.expectNothing()
            }
        }

        private static func head(_ token: String, length: Int) -> [UInt8] {
            Array(
                ("POST /upload?filename=note.txt HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
                    + "Content-Type: text/plain\r\nContent-Length: \(length)\r\n\r\n").utf8)
        }

        private func fetch(_ site: Site, _ token: String, _ urls: String...) async throws -> Site.Answer {
            let files = urls.map { #"{"url":"\#($0)"}"# }.joined(separator: ",")
            return try await site.send(
                .post, "/upload", fields: ["Content-Type": "application/json", "Authorization": "Bearer \(token)"],
                body: Array(#"{"attachments":[\#(files)]}"#.utf8))
        }

        @Test func seesWhatCameInUnderItAndNothingElse() async throws {
            try await Site.run { site async throws in
                let mine = try await token(site, #"{"conversation_id":"talk","contact_id":"anna"}"#)
                let conversation = try await token(site, #"{"conversation_id":"talk"}"#)
                let others = try await token(site, #"{"conversation_id":"talk","contact_id":"bob"}"#)
                let elsewhere = try await token(site, #"{"conversation_id":"other","contact_id":"anna"}"#)
                let id = try #require(try await upload(site, mine, raw: Form.note).json["attachment"]["id"].string)
                for (token, status) in [(mine, 200), (conversation, 200), (others, 404), (elsewhere, 404)] {
                    let answer = try await site.send(.get, "/attachments/\(id)", fields: ["Authorization": "Bearer \(token)"])
                    #expect(answer.status == status)
                }
                let loose = try #require(try await site.released()["id"].string)
                #expect(
                    try await site.send(.get, "/attachments/\(loose)", fields: ["Authorization": "Bearer \(mine)"]).status == 404)
            }
        }

        @Test func seesWhatWasSentAndWhatBecameOfIt() async throws {
            try await Site.run { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"anna"}"#)
                let fields: HTTPFields = ["Authorization": "Bearer \(token)"]
                let uploaded = try await upload(site, token, raw: Form.note).json["attachment"]
                let id = try #require(uploaded["id"].string)
                let shown = try await site.send(.get, "/attachments/\(id)", fields: fields)
                for resource in [uploaded, shown.json] {
                    #expect(
                        resource.names == [
                            "contactId", "conversationId", "createdAt", "file", "id", "messageId", "state", "updatedAt", "verdict",
                        ])
                    #expect(resource["file"].names == ["claimedType", "name", "size"])
                    #expect(resource["verdict"].names == ["outcome"])
                    #expect(resource["verdict"]["outcome"].string == "clean")
                    #expect(resource["state"].string == "released")
                }
                #expect(try await site.ledger.audit(after: 0, limit: 99).allSatisfy { $0.entry.action != "link.minted" })
                let whole = try await site.send(.get, "/attachments/\(id)", as: .operator)
                #expect(whole.json["verdict"].names == ["engine", "findings", "outcome", "reasons", "signature"])
            }
        }

        @Test func isToldTheKindOfFaultAndNotHowItWasFound() async throws {
            try await Site.run { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"anna"}"#)
                let infected = try await upload(site, token, raw: PrivateClamd.eicar)
                #expect(infected.status == 422)
                #expect(infected.json["error"].string == CustomerNotice.infected.sentence)
                #expect(infected.json["outcome"].string == "infected")
                let lie = try await upload(site, token, Form().file("a.png", "image/png", Form.note).closed())
                #expect(lie.status == 415)
                #expect(lie.json["error"].string == CustomerNotice.typeNotAllowed.sentence)
                #expect(!lie.json["allowed_mimes"].array.isEmpty)
                for answer in [infected, lie] {
                    #expect(answer.json["signature"] == .absent && answer.json["detected_mime"] == .absent)
                    let id = try #require(answer.json["attachment"].string)
                    let shown = try await site.send(.get, "/attachments/\(id)", fields: ["Authorization": "Bearer \(token)"])
                    #expect(shown.json["verdict"].names == ["outcome"])
                    let whole = try await site.send(.get, "/attachments/\(id)", as: .operator)
                    #expect(!whole.json["verdict"]["findings"].array.isEmpty)
                }
            }
        }

        @Test func opensNothingOnceItHasRunOutOrWasChanged() async throws {
            try await Site.run(works: false) { site async throws in
                let token = try await token(site, #"{"conversation_id":"talk","contact_id":"c","lifetime":"1m"}"#)
                let changed = token.dropLast(4) + "AAAA"
                #expect(try await upload(site, String(changed), raw: Form.note).status == 401)
                site.clock.advance(by: .seconds(62))
                let late = try await upload(site, token, raw: Form.note)
                #expect(late.status == 401 && late.json["error"].string?.contains("run out") == true)
                try await site.expectNothing()
            }
        }
    }
}
