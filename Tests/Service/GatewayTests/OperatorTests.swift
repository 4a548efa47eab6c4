import Application
import Attachments
import Foundation
import HTTPSemantics
import Ledger
import PrivateClamd
import TestSupport
import Testing

extension WithClamd {
    struct OperatorTests {
        static let reason = Array(#"{"reason": "The customer told us the password."}"#.utf8)

        /// A file at rest in `held`, with its bytes in quarantine.
        private func held(at site: Site) async throws -> String {
            let form = Form().field("contact_id", "customer").file("note.txt", "text/plain", Form.note).closed()
            let id = try #require(try await site.upload(form, prefer: "respond-async").json["attachment"]["id"].string)
            let job = try #require(try await site.ledger.takeJobs(limit: 1, lease: .seconds(60)).first)
            try await site.ledger.commit(
                Step(
                    lease: job.lease, attachment: job.attachment.id,
                    entries: [TimelineEntry(at: site.clock.now, state: .held, detail: "held")], disposition: .done))
            return id
        }

        @Test func releasesWithAReasonAndGivesALink() async throws {
            try await Site.run(works: false) { site async throws in
                let id = try await held(at: site)
                let path = "/attachments/\(id)/release"
                #expect(try await site.send(.post, path, as: .operator).status == 400)
                #expect(try await site.send(.post, path, as: .operator, body: Array("{}".utf8)).status == 400)
                #expect(try await site.send(.post, path, as: .operator, body: Array("[".utf8)).status == 400)
                #expect(try await site.send(.post, path, as: .upload, body: Self.reason).status == 403)
                let answer = try await site.send(.post, path, as: .operator, body: Self.reason)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json["state"].string == "released")
                let link = try #require(answer.json["link"]["url"].string)
                #expect(try await site.send(.get, link).body == Array(Form.note))
                #expect(try await site.send(.post, path, as: .operator, body: Self.reason).status == 409)
                let audit = try await site.ledger.audit(after: 0, limit: 100).map(\.entry)
                #expect(audit.suffix(2).map(\.action) == ["attachment.release", "link.minted"])
                #expect(audit.suffix(2).allSatisfy { $0.actor == "key-of-an-operator" })
            }
        }

        @Test func deletesSoThatEveryLinkIsDead() async throws {
            try await Site.run { site async throws in
                let released = try await site.released()
                let id = try #require(released["id"].string)
                let link = try #require(released["link"]["url"].string)
                #expect(try await site.send(.get, link).status == 200)
                let answer = try await site.send(.post, "/attachments/\(id)/delete", as: .operator)
                #expect(answer.json["state"].string == "rejected", "\(answer.text)")
                #expect(answer.json["link"]["url"].string == nil)
                #expect(try await site.send(.get, link).status == 404)
                #expect(try site.folder.files(in: "safe").isEmpty)
                #expect(try await site.send(.post, "/attachments/\(id)/delete", as: .operator).status == 409)
            }
        }

        @Test func putsWhatIsHeldBackToBeJudged() async throws {
            try await Site.run(works: false) { site async throws in
                let id = try await held(at: site)
                let answer = try await site.send(.post, "/attachments/\(id)/rescan", as: .operator, body: Self.reason)
                #expect(answer.json["state"].string == "received", "\(answer.text)")
                #expect(try await site.ledger.takeJobs(limit: 9, lease: .seconds(60)).map(\.attachment.id.description) == [id])
                #expect(try await site.send(.post, "/attachments/\(id)/rescan", as: .operator).status == 409)
            }
        }

        @Test(arguments: [#"{"reason":"a","reason":"b"}"#, #"{"reason":5}"#, "[]", "reason"])
        func refusesAReasonThatIsNoneOrIsThereTwice(_ body: String) async throws {
            try await Site.run(works: false) { site async throws in
                let id = try await held(at: site)
                #expect(
                    try await site.send(.post, "/attachments/\(id)/release", as: .operator, body: Array(body.utf8)).status == 400)
            }
        }

        @Test(arguments: ["release", "delete", "rescan", "retry"]) func knowsNoOtherAttachments(_ verb: String) async throws {
            try await Site.run(works: false) { site async throws in
                let path = "/attachments/01M7Y8167MBN000P9C6Y94H6XQ/\(verb)"
                #expect(try await site.send(.post, path, as: .operator, body: Self.reason).status == 404)
                #expect(try await site.send(.post, "/attachments/x/\(verb)", as: .operator, body: Self.reason).status == 404)
                #expect(try await site.send(.get, path, as: .operator).status == 405)
                #expect(try await site.send(.post, path, as: .operator, body: [UInt8](repeating: 32, count: 20_000)).status == 413)
            }
        }

        @Test func refusesFilesForWhichThereIsNoRoomBeforeAnythingIsLost() async throws {
            try await Site.run(changing: { $0.dependencies.tuning.reserve = .max }) { site async throws in
                let form = Form().field("contact_id", "customer").file("note.txt", "text/plain", Form.note).closed()
                let answer = try await site.upload(form)
                #expect(answer.status == 507, "\(answer.text)")
                #expect(answer.fields["Retry-After"] == "5")
                try await site.expectNothing()
                #expect(try await site.readiness().status == 503)
            }
        }

        @Test func writesDownWhoWasGivenLinks() async throws {
            try await Site.run { site async throws in
                _ = try await site.released()
                _ = try await site.released()
                _ = try await site.send(.get, "/attachments", as: .operator)
                let minted = try await site.ledger.audit(after: 0, limit: 100).map(\.entry).filter { $0.action == "link.minted" }
                #expect(minted.map(\.actor) == ["key-of-an-uploader", "key-of-an-uploader", "key-of-an-operator"])
                #expect(minted.last?.detail.hasPrefix("links to ") == true)
            }
        }
    }
}
