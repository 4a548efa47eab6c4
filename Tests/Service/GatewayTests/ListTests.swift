import HTTPSemantics
import Testing

extension WithClamd {
    struct ListTests {
        @Test func listsTheNewestFirstPageByPage() async throws {
            try await Site.run(works: false) { site async throws in
                var sent: [String] = []
                for number in 0..<5 {
                    let form = Form().field("contact_id", "customer").field("conversation_id", "talk-\(number % 2)")
                        .file("note-\(number).txt", "text/plain", Form.note).closed()
                    sent.append(try #require(try await site.upload(form, prefer: "respond-async").json["attachment"]["id"].string))
                }
                func ids(_ query: String) async throws -> [String?] {
                    try await site.send(.get, "/attachments\(query)", as: .operator).json["attachments"].array.map {
                        $0["id"].string
                    }
                }
                #expect(try await ids("") == sent.reversed())
                #expect(try await ids("?limit=2") == [sent[4], sent[3]])
                #expect(try await ids("?limit=2&after=\(sent[3])") == [sent[2], sent[1]])
                #expect(try await ids("?after=\(sent[0])").isEmpty)
                #expect(try await ids("?conversation=talk-1") == [sent[3], sent[1]])
                #expect(try await ids("?q=NOTE-2") == [sent[2]])
                #expect(try await ids("?q=%25").isEmpty)
                #expect(try await ids("?state=received&q=").count == 5)
                #expect(try await ids("?state=released").isEmpty)
            }
        }

        @Test(arguments: [
            "state=unknown", "after=x", "limit=0", "limit=201", "limit=many", "limit=%2B5", "limit=1&limit=2",
            "q=%00", "q=note%00x", "q=%0A", "conversation=a%00", "conversation=a%09b",
        ])
        func refusesAQueryThatItDoesNotUnderstand(_ query: String) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.send(.get, "/attachments?\(query)", as: .operator).status == 400)
            }
        }
    }
}
