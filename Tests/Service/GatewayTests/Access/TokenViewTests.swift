import Attachments
import Configuration
import Foundation
import HTTPSemantics
import Ledger
import PrivateClamd
import TestSupport
import Testing

extension WithClamd {
    /// Everything that an upload token can reach: what its sender sent, states, outcomes and times, and nothing else.
    struct TokenViewTests {
        private static let members: Set<String> = [
            "id", "state", "conversationId", "contactId", "messageId", "file", "verdict", "createdAt", "updatedAt",
        ]
        private static let problemMembers: Set<String> = [
            "type", "title", "status", "error", "detail", "instance", "attachment", "attachments", "outcome", "allowed_mimes",
            "limit_bytes", "file_size_bytes",
        ]

        private func token(_ site: Site, contact: String = "c") async throws -> HTTPFields {
            let body = Array(#"{"conversation_id":"talk","contact_id":"\#(contact)"}"#.utf8)
            let token = try #require(try await site.send(.post, "/tokens", as: .upload, body: body).json["token"].string)
            return ["Authorization": "Bearer \(token)"]
        }

        private func upload(_ site: Site, _ token: HTTPFields, _ name: String, _ bytes: [UInt8]) async throws -> Site.Answer {
            var fields = token
            fields["Content-Type"] = "text/plain"
            fields["Prefer"] = "wait=10"
            return try await site.send(.post, "/upload?filename=\(name)", fields: fields, body: bytes)
        }

        private func check(_ view: JSON) {
            #expect(Self.members.isSuperset(of: view.names), "\(view.names)")
            #expect(Set(["name", "size", "claimedType"]).isSuperset(of: view["file"].names), "\(view["file"].names)")
            #expect(view["verdict"].names == ["outcome"])
        }

        @Test func nobodyIsToldHowFilesAreJudged() async throws {
            try await Site.run { site async throws in
                let token = try await token(site)
                let eicar = Array(PrivateClamd.eicar)
                let released = try await upload(site, token, "a.txt", Array(Form.note))
                check(released.json["attachment"])
                let infected = try await upload(site, token, "b.txt", eicar)
                #expect(infected.status == 422)
                let mismatch = try await upload(site, token, "c.png", Array("MZ".utf8) + [UInt8](repeating: 0, count: 200))
                #expect(mismatch.status == 415)
                for problem in [infected.json, mismatch.json] {
                    #expect(Self.problemMembers.isSuperset(of: problem.names), "\(problem.names)")
                    let id = try #require(problem["attachment"].string)
                    check(try await site.send(.get, "/attachments/\(id)", fields: token).json)
                }
                for text in [infected.text, mismatch.text] {
                    #expect(!text.contains("EICAR") && !text.contains("Eicar") && !text.contains("ClamAV"))
                }
            }
        }

        @Test func whatOperatorsSayIsTheirs() async throws {
            try await Site.run { site async throws in
                let token = try await token(site)
                let id = try #require(try await upload(site, token, "a.txt", Array(Form.note)).json["attachment"]["id"].string)
                let reason = Array(#"{"reason":"secret legal matter"}"#.utf8)
                #expect(try await site.send(.post, "/attachments/\(id)/delete", as: .operator, body: reason).status == 200)
                let seen = try await site.send(.get, "/attachments/\(id)", fields: token)
                check(seen.json)
                #expect(!seen.text.contains("legal") && !seen.text.contains("operator"))
                #expect(seen.json["state"].string == "rejected")
                #expect(
                    try await site.send(.get, "/attachments/\(id)", fields: try await self.token(site, contact: "d")).status == 404)
                for path in ["/attachments", "/attachments?conversation=talk", "/metrics"] {
                    #expect(try await site.send(.get, path, fields: token).status == 403, "\(path)")
                }
                #expect(
                    try await site.send(.post, "/erasures", fields: token, body: Array(#"{"contact_id":"c"}"#.utf8)).status == 403)
            }
        }

        @Test func whatBelongsToSeveralFilesIsNoMore() async throws {
            try await Site.run { site async throws in
                var fields = try await token(site)
                fields["Content-Type"] = "multipart/form-data; boundary=\(Form.boundary)"
                let eicar = Array(PrivateClamd.eicar)
                let mixed = Form().file("a.txt", "text/plain", Form.note).file("b.txt", "text/plain", eicar).closed()
                let some = try await site.send(.post, "/upload", fields: fields, body: mixed.bytes)
                #expect(some.json["attachments"].array.count == 2, "\(some.text)")
                for view in some.json["attachments"].array { check(view) }
                let bad = Form().file("a.txt", "text/plain", eicar).file("b.txt", "text/plain", eicar).closed()
                let none = try await site.send(.post, "/upload", fields: fields, body: bad.bytes)
                #expect(none.status == 422)
                for each in none.json["attachments"].array { #expect(each.names.sorted() == ["id", "outcome", "state"]) }
            }
        }
    }
}
