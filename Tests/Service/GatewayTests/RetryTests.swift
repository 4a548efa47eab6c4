import Attachments
import Foundation
import HTTPSemantics
import Ledger
import TestSupport
import Testing

extension WithClamd {
    struct RetryTests {
        @Test func givesParkedWorkAnotherTry() async throws {
            try await Site.run(works: false) { site async throws in
                let id = try await received(at: site)
                let job = try #require(try await site.ledger.takeJobs(limit: 1, lease: .seconds(60)).first)
                try await site.ledger.commit(
                    Step(
                        lease: job.lease, attachment: job.attachment.id,
                        entries: [TimelineEntry(at: site.clock.now, state: .failed, detail: "gave up")],
                        disposition: .park(reason: "gave up")))

                let answer = try await site.send(.post, "/attachments/\(id)/retry", as: .operator)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json["state"].string == "received")
                #expect(try await site.ledger.takeJobs(limit: 1, lease: .seconds(60)).map(\.attachment.id.description) == [id])
                let audit = try await site.ledger.audit(after: 0, limit: 100).map(\.entry).filter { $0.action == "retry" }
                #expect(audit.map(\.attachment?.description) == [id])
                #expect(audit.allSatisfy { !$0.actor.isEmpty })
            }
        }

        @Test func refusesToRetryWhatWasNotGivenUp() async throws {
            try await Site.run(works: false) { site async throws in
                let id = try await received(at: site)
                #expect(try await site.send(.post, "/attachments/\(id)/retry", as: .operator).status == 409)
                #expect(try await site.send(.post, "/attachments/\(id)/retry", as: .upload).status == 403)
                #expect(try await site.send(.post, "/attachments/01M7Y8167MBN000P9C6Y94H6XQ/retry", as: .operator).status == 404)
                #expect(try await site.send(.get, "/attachments/\(id)/retry", as: .operator).status == 405)
            }
        }

        private func received(at site: Site) async throws -> String {
            let form = Form().field("contact_id", "customer").file("note.txt", "text/plain", Form.note).closed()
            return try #require(try await site.upload(form, prefer: "respond-async").json["attachment"]["id"].string)
        }
    }
}
