import Foundation
import HTTPSemantics
import Ledger
import Pipeline
import PrivateClamd
import TestSupport
import Testing

extension WithClamd {
    /// A sending that is repeated under its key has happened once.
    struct IdempotencyTests {
        private static let key = "0f8a2c1e-9d4b-4f6a-8c3e-5b7d9e1f2a3c"

        @Test func answersARepetitionAsTheFirstTime() async throws {
            try await Site.run(delivers: true) { site async throws in
                let answers = [
                    try await site.upload(keyed: Self.key), try await site.upload(keyed: "\"\(Self.key)\""),
                ]
                #expect(answers.allSatisfy { $0.status == 200 })
                #expect(
                    answers[0].body == answers[1].body || answers[0].json["attachment"]["id"] == answers[1].json["attachment"]["id"]
                )
                #expect(try await site.sendOut().map(\.kind) == [.file])
                #expect(try await site.ledger.attachments(matching: .init()).count == 1)
                #expect(try site.folder.files(in: "safe").count == 1)
            }
        }

        @Test func answersARefusalAgain() async throws {
            try await Site.run { site async throws in
                let first = try await site.upload(keyed: Self.key, PrivateClamd.eicar)
                let second = try await site.upload(keyed: Self.key, PrivateClamd.eicar)
                #expect(first.status == 422 && second.status == 422)
                #expect(first.json["attachment"] == second.json["attachment"])
            }
        }

        @Test func takesOneOfManyThatComeAtOnce() async throws {
            try await Site.run { site async throws in
                let answers = try await withThrowingTaskGroup { group in
                    for _ in 1...8 { group.addTask { try await site.upload(keyed: Self.key) } }
                    return try await group.reduce(into: [Site.Answer]()) { $0.append($1) }
                }
                #expect(answers.allSatisfy { $0.status == 200 }, "\(answers.map(\.text))")
                #expect(Set(answers.map { $0.json["attachment"]["id"] }).count == 1)
                #expect(try site.folder.files(in: "safe").count == 1)
                #expect(try await site.ledger.attachments(matching: .init()).count == 1)
            }
        }

        static let others: [(String, @Sendable (Site) async throws -> Site.Answer)] = [
            ("bytes", { try await $0.upload(keyed: key, Array("Something else.\n".utf8)) }),
            ("name", { try await $0.upload(keyed: key, query: "contact_id=customer&filename=other.txt") }),
            ("customer", { try await $0.upload(keyed: key, query: "contact_id=another&filename=note.txt") }),
            ("type", { try await $0.upload(keyed: key, type: "application/octet-stream") }),
        ]

        @Test(arguments: others.indices) func refusesTheKeyForAnythingElse(_ index: Int) async throws {
            let (what, send) = Self.others[index]
            try await Site.run(works: false) { site async throws in
                #expect(try await site.upload(keyed: Self.key).status == 202)
                #expect(try await send(site).status == 409, "\(what)")
                #expect(try await site.ledger.attachments(matching: .init()).count == 1)
                #expect(try await eventually { try site.folder.files(in: "quarantine/incoming").isEmpty })
            }
        }

        @Test func keepsCallersApart() async throws {
            try await Site.run(works: false) { site async throws in
                let mine = try await site.upload(keyed: Self.key)
                let body = Array(#"{"contact_id":"anna","filename":"n.txt","data":"YWJj"}"#.utf8)
                let fields = try Site.signed(body).adding("Idempotency-Key", Self.key).adding("Prefer", "wait=0")
                let theirs = try await site.message(body, fields: fields)
                #expect(mine.status == 202 && theirs.status == 202, "\(theirs.text)")
                let minted = try await site.send(.post, "/tokens", as: .upload, body: Array(#"{"conversation_id":"t"}"#.utf8))
                let token = try #require(minted.json["token"].string)
                let withToken = try await site.send(
                    .post, "/upload?contact_id=customer&filename=note.txt",
                    fields: [
                        "Authorization": "Bearer \(token)", "Content-Type": "text/plain", "Idempotency-Key": Self.key,
                        "Prefer": "wait=0",
                    ], body: Form.note)
                #expect(withToken.status == 202, "\(withToken.text)")
                #expect(try await site.ledger.attachments(matching: .init()).count == 3)
            }
        }

        @Test func repeatsAMessageOfAChannel() async throws {
            try await Site.run(works: false, delivers: true) { site async throws in
                let body = Array(#"{"contact_id":"anna","text":"Hello"}"#.utf8)
                let fields = try Site.signed(body).adding("Idempotency-Key", Self.key)
                for _ in 1...2 { #expect(try await site.message(body, fields: fields).status == 200) }
                let other = Array(#"{"contact_id":"anna","text":"Good bye"}"#.utf8)
                let reused = try Site.signed(other).adding("Idempotency-Key", Self.key)
                #expect(try await site.message(other, fields: reused).status == 409)
                #expect(try await site.sendOut().map(\.kind) == [.text])
            }
        }

        @Test(arguments: ["", "\"\"", "two words", "\"", String(repeating: "k", count: 256), "k\u{E9}"])
        func refusesWhatIsNoKey(_ key: String) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.upload(keyed: key)
                #expect(answer.status == 400 && answer.json["error"].string?.contains("Idempotency-Key") == true, "\(answer.text)")
                try await site.expectNothing()
            }
        }

        @Test func refusesTwoKeys() async throws {
            try await Site.run(works: false) { site async throws in
                let fields: HTTPFields = ["Content-Type": "text/plain", "Idempotency-Key": "a"]
                #expect(try await site.upload(raw: Form.note, fields: fields.adding("Idempotency-Key", "b")).status == 400)
                try await site.expectNothing()
            }
        }

        /// What was not taken has not happened: the key is free.
        @Test func leavesTheKeyOfABrokenUploadFree() async throws {
            try await Site.run { site async throws in
                #expect(try await site.upload(keyed: Self.key, []).status == 400)
                #expect(try await site.upload(keyed: Self.key).status == 200)
            }
        }
    }
}

extension Site {
    fileprivate func upload(
        keyed key: String, _ body: [UInt8] = Form.note, query: String = "contact_id=customer&filename=note.txt",
        type: String = "text/plain"
    ) async throws -> Answer {
        try await upload(raw: body, query: query, fields: ["Content-Type": type, "Idempotency-Key": key, "Prefer": "wait=2"])
    }
}
