import HTTPSemantics
import Testing

extension WithClamd {
    struct CardTests {
        private static let card =
            #"{"conversationId":"c","templateId":"t","fields":{"title":"Tom & Jerry","description":"**Hi**","actions":[{"label":"Go","value":"go"}]}}"#

        @Test func checksACard() async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.send(.post, "/cards/check", as: .cards, body: Array(Self.card.utf8))
                #expect(answer.status == 200)
                #expect(answer.text.contains(#""messageId":"new-message","conversationId":"c","templateId":"t""#))
                #expect(answer.text.contains(#"{"type":"body","text":"<strong>Hi</strong>","markdown":true}"#))
                #expect(answer.text.contains(#"{"type":"Postback","text":"Go","payload":"go"}"#))
            }
        }

        @Test func showsACardOnAPageThatMayDoNothing() async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.send(.post, "/cards/preview", as: .cards, body: Array(Self.card.utf8))
                #expect(answer.status == 200)
                #expect(answer.fields["Content-Type"] == "text/html; charset=utf-8")
                #expect(answer.fields["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
                #expect(answer.text.contains("<h1>Tom &amp; Jerry</h1>"))
            }
        }

        @Test(arguments: ["/cards/check", "/cards/preview"])
        func namesEveryProblem(_ path: String) async throws {
            try await Site.run(works: false) { site async throws in
                let attack = #"{"conversationId":"c","templateId":"t","fields":{"title":"javascript:x","image":"/y"}}"#
                let answer = try await site.send(.post, path, as: .cards, body: Array(attack.utf8))
                #expect(answer.status == 422)
                #expect(answer.fields["Content-Type"] == "application/problem+json")
                #expect(answer.text.contains(#"{"path":"fields.title","reason":"contains 'javascript:'"#))
                #expect(answer.text.contains(#"{"path":"fields.image","reason":"must be an absolute https address"#))
            }
        }

        @Test(arguments: [("{", 400), ("", 400), (String(repeating: "x", count: 300_000), 413)])
        func refusesBodiesThatAreNone(_ body: String, _ status: Int) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.send(.post, "/cards/check", as: .cards, body: Array(body.utf8)).status == status)
            }
        }

        @Test(arguments: [Site.Key.upload, .operator, .metrics])
        func needsTheRole(_ key: Site.Key) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.send(.post, "/cards/check", as: key, body: Array(Self.card.utf8)).status == 403)
            }
        }
    }
}
