import Attachments
import Foundation
import HTTPSemantics
import Ledger
import PrivateClamd
import TestSupport
import Testing

extension WithClamd {
    struct ErasureTests {
        private func erase(_ site: Site, _ body: String, as key: Site.Key = .operator) async throws -> Site.Answer {
            try await site.send(.post, "/erasures", as: key, body: Array(body.utf8))
        }

        private func upload(_ site: Site, _ contact: String) async throws -> Site.Answer {
            try await site.upload(
                Form().field("contact_id", contact).file("\(contact).txt", "text/plain", Form.note).closed())
        }

        @Test func oneCustomersFilesGoAndNobodyElses() async throws {
            try await Site.run(delivers: true) { site async throws in
                let smith = try await upload(site, "smith").json["attachment"]
                let jones = try await upload(site, "jones").json["attachment"]
                let path = "/attachments/\(try #require(smith["id"].string))"
                let whole = try await site.send(.get, path, as: .operator).json
                let link = try #require(whole["link"]["url"].string)
                #expect(try await site.send(.get, link).status == 200)

                let dry = try await erase(site, #"{"contact_id":"smith","dry_run":true}"#)
                #expect(dry.status == 200 && dry.json["remaining"]["attachments"].number == 1, "\(dry.text)")
                #expect(dry.json["remaining"]["outgoing"].number == 1 && dry.json["erased"]["attachments"].number == 0)
                #expect(try await site.send(.get, link).status == 200)

                let done = try await erase(site, #"{"contact_id":"smith"}"#)
                #expect(done.json["erased"]["attachments"].number == 1, "\(done.text)")
                #expect(done.json["remaining"]["attachments"].number == 0 && done.json["remaining"]["outgoing"].number == 0)
                #expect(try await site.send(.get, link).status == 404)
                #expect(try await site.send(.get, path, as: .operator).status == 404)
                #expect(try site.folder.files(in: "safe") == [try #require(jones["id"].string)])

                let audit = try await site.ledger.audit(after: 0, limit: 100)
                let entry = try #require(audit.last?.entry)
                #expect(entry.action == "customer.erased" && entry.actor == "key-of-an-operator")
                #expect(!audit.contains { "\($0)".contains("smith") })
                #expect(try await erase(site, #"{"contact_id":"smith"}"#).json["erased"]["attachments"].number == 0)
                #expect(try await site.ledger.audit(after: 0, limit: 100).count == audit.count)
            }
        }

        @Test(arguments: [
            "", "[]", "{}", #"{"contact_id":""}"#, #"{"contact_id":"  "}"#, #"{"contact_id":5}"#,
            #"{"contact_id":"a","dryRun":true}"#,
            #"{"contact_id":"a","dry_run":"yes"}"#, #"{"contact_id":"a","contact_id":"b"}"#, #"{"contact_id":"a\u0000"}"#,
        ])
        func refusesWhatIsNoOrder(_ body: String) async throws {
            try await Site.run(works: false) { site async throws in
                _ = try await upload(site, "a")
                #expect(try await erase(site, body).status == 400)
                #expect(try await site.ledger.records(of: "a").attachments == 1)
            }
        }

        @Test(arguments: [Site.Key.upload, .metrics, .cards]) func isForOperatorsAlone(_ key: Site.Key) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await erase(site, #"{"contact_id":"a"}"#, as: key).status == 403)
            }
        }
    }
}
