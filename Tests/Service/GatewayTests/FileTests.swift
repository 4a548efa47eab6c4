import Attachments
import Foundation
import HTTPSemantics
import ObjectStore
import TestSupport
import Testing

extension WithClamd {
    struct FileTests {
        private func link(_ resource: JSON) throws -> String { try #require(resource["link"]["url"].string) }

        @Test func givesTheFileToWhoeverHasTheLink() async throws {
            try await Site.run { site async throws in
                let link = try link(await site.released())
                let answer = try await site.send(.get, link)
                #expect(answer.status == 200)
                #expect(answer.body == Form.note)
                #expect(answer.fields["Content-Type"] == "text/plain")
                #expect(answer.fields["Content-Disposition"] == "attachment; filename=\"note.txt\"")
                #expect(answer.fields["X-Content-Type-Options"] == "nosniff")
                #expect(answer.fields["Content-Security-Policy"]?.contains("sandbox") == true)
                #expect(answer.fields["Cache-Control"] == "no-store")
                #expect(answer.fields["Accept-Ranges"] == "bytes")
                let head = try await site.send(.head, link)
                #expect(head.status == 200 && head.body.isEmpty)
                #expect(head.fields["Content-Length"] == "\(Form.note.count)")
            }
        }

        @Test(arguments: ["sch\u{F6}n \"laut\".txt", "100% + more.txt", "日本.txt", "a;b=c.txt"])
        func keepsTheCustomersName(_ name: String) async throws {
            try await Site.run { site async throws in
                let escaped = name.replacing("\"", with: "%22")
                let resource = try await site.released(named: escaped)
                #expect(resource["file"]["name"].string == name)
                let answer = try await site.send(.get, link(resource))
                #expect(answer.status == 200)
                let disposition = try #require(answer.fields["Content-Disposition"].flatMap(ContentDisposition.init))
                #expect(disposition.kind == "attachment" && disposition.filename == name)
            }
        }

        @Test(arguments: [
            ("bytes=0-3", 206, "bytes 0-3/36", "The "), ("bytes=4-", 206, "bytes 4-35/36", nil),
            ("bytes=-1", 206, "bytes 35-35/36", "\n"),
            ("bytes=0-999", 206, "bytes 0-35/36", nil), ("bytes=36-", 416, "bytes */36", nil), ("bytes=-0", 416, "bytes */36", nil),
            ("bytes=5-4", 200, nil, nil), ("lines=1-2", 200, nil, nil), ("bytes=0-1,4-5", 200, nil, nil),
            ("bytes=a-b", 200, nil, nil),
        ])
        func givesRanges(_ range: String, _ status: Int, _ contentRange: String?, _ text: String?) async throws {
            try await Site.run { site async throws in
                let answer = try await site.send(.get, link(site.released()), fields: ["Range": range])
                #expect(answer.status == status)
                #expect(answer.fields["Content-Range"] == contentRange)
                if let text { #expect(answer.text == text) }
                if status == 200 { #expect(answer.body == Form.note) }
            }
        }

        /// RFC 9110, sections 14.2 and 13.1.5: ranges are for GET, and only under a validator that is ours.
        @Test func givesTheWholeWhereARangeIsNotToBeApplied() async throws {
            try await Site.run { site async throws in
                let link = try link(await site.released())
                let head = try await site.send(.head, link, fields: ["Range": "bytes=0-3"])
                #expect(head.status == 200 && head.fields["Content-Length"] == "\(Form.note.count)")
                let stale = try await site.send(.get, link, fields: ["Range": "bytes=0-3", "If-Range": "\"another\""])
                #expect(stale.status == 200 && stale.body == Form.note)
            }
        }

        @Test func refusesALinkThatHasRunOut() async throws {
            try await Site.run { site async throws in
                let link = try link(await site.released())
                site.clock.advance(by: .seconds(3590))
                #expect(try await site.send(.get, link).status == 200)
                site.clock.advance(by: .seconds(20))
                #expect(try await site.send(.get, link).status == 403)
            }
        }

        @Test func refusesALinkThatWasChanged() async throws {
            try await Site.run { site async throws in
                let first = try link(await site.released())
                let second = try link(await site.released())
                let parts = try #require(URLComponents(string: first))
                let query = try #require(parts.query)
                func id(_ link: String) -> String { link.split(separator: "/")[3].description }
                let changed = [
                    first.replacing("note.txt", with: "other.txt"), first.replacing(id(first), with: id(second)),
                    first.replacing("expires=", with: "expires=9"), first.replacing("expires=", with: "expires=0"),
                    first.replacing("signature=", with: "signature=A"), first.replacing(query, with: ""),
                    first.replacing("&signature=", with: "&sig="), first + "A", first.replacing("?", with: "?expires=1&"),
                    first.replacing(id(first), with: id(first).lowercased()),
                ]
                for link in changed { #expect(try await site.send(.get, link).status == 403, "\(link)") }
                #expect(try await site.send(.get, first).status == 200)
            }
        }

        @Test func hasNothingThatIsNotReleased() async throws {
            try await Site.run(works: false) { site async throws in
                let form = Form().field("contact_id", "customer").file("note.txt", "text/plain", Form.note).closed()
                let resource = try await site.upload(form, prefer: "respond-async").json["attachment"]
                let received = try #require(AttachmentID(resource["id"].string ?? ""))
                for id in [received, AttachmentID(milliseconds: 1, chance: 1)] {
                    let link = try site.signer.link(to: id, name: "note.txt", expires: site.clock.now.addingTimeInterval(60))
                    #expect(try await site.send(.get, link.absoluteString).status == 404)
                }
            }
        }
    }
}
