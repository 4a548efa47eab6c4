import Application
import Configuration
import HTTPSemantics
import TestSupport
import Testing

@testable import Gateway

extension WithClamd {
    /// Limits on requests, at the door.
    struct LimitTests {
        private static func limit(_ requests: Int) -> RateLimits.Limit { .init(requests: requests, per: .seconds(3600)) }

        @Test func refusesAKeyThatAsksTooOften() async throws {
            try await Site.run(works: false, changing: { $0.configuration.limits.rates = RateLimits(perKey: Self.limit(3)) }) {
                site async throws in
                for _ in 0..<3 { #expect(try await site.send(.get, "/attachments", as: .operator).status == 200) }
                let refused = try await site.send(.get, "/attachments", as: .operator)
                #expect(refused.status == 429)
                let wait = try #require(Int(refused.fields["Retry-After"] ?? ""))
                #expect((1...1200).contains(wait))
                #expect(try await site.send(.get, "/metrics", as: .metrics).text.contains("{account=\"key\"} 1\n"))
            }
        }

        @Test func countsEveryTokenForItself() async throws {
            try await Site.run(works: false, changing: { $0.configuration.limits.rates = RateLimits(perToken: Self.limit(1)) }) {
                site async throws in
                for _ in 0..<2 {
                    let minted = try await site.send(.post, "/tokens", as: .upload, body: Array(#"{"conversation_id":"a"}"#.utf8))
                    let fields: HTTPFields = ["Authorization": "Bearer \(minted.json["token"].string ?? "")"]
                    let path = "/attachments/01ARZ3NDEKTSV4RRFFQ69G5FAV"
                    #expect(try await site.send(.get, path, fields: fields).status == 404)
                    #expect(try await site.send(.get, path, fields: fields).status == 429)
                }
            }
        }

        @Test func whoGuessesIsHeardNoMoreNotEvenWithARightKey() async throws {
            try await Site.run(works: false, changing: { $0.configuration.limits.rates = RateLimits(perAddress: Self.limit(60)) }) {
                site async throws in
                for _ in 0..<3 {
                    let guess = try await site.send(.get, "/attachments", fields: ["Authorization": "Bearer guess"])
                    #expect(guess.status == 401)
                }
                #expect(try await site.send(.get, "/attachments", as: .operator).status == 429)
                #expect(try await site.send(.get, "/healthz").status == 200)
            }
        }

        @Test func aForgedTokenOrLinkIsAGuess() async throws {
            try await Site.run(works: false, changing: { $0.configuration.limits.rates = RateLimits(perAddress: Self.limit(60)) }) {
                site async throws in
                let forged = try await site.send(.post, "/upload", fields: ["Authorization": "Bearer lzt1.e30.AAAA"], body: [1])
                #expect(forged.status == 401)
                for _ in 0..<2 {
                    let link = "/files/01ARZ3NDEKTSV4RRFFQ69G5FAV/a.txt?expires=9999999999&signature=AAAA"
                    #expect(try await site.send(.get, link).status == 403)
                }
                #expect(try await site.send(.get, "/widget-config.json").status == 429)
            }
        }

        @Test func aTokenThatHasRunOutIsNoGuessButCounts() async throws {
            try await Site.run(works: false, changing: { $0.configuration.limits.rates = RateLimits(perAddress: Self.limit(3)) }) {
                site async throws in
                let minted = try await site.send(.post, "/tokens", as: .upload, body: Array(#"{"conversation_id":"a"}"#.utf8))
                site.clock.advance(by: .seconds(1000))
                let fields: HTTPFields = ["Authorization": "Bearer \(minted.json["token"].string ?? "")"]
                for expected in [401, 401, 401, 429] {
                    #expect(try await site.send(.post, "/upload", fields: fields, body: [1]).status == expected)
                }
            }
        }

        @Test func whoHasAKeyOrALinkUsesUpNothingOfItsAddress() async throws {
            try await Site.run(changing: { $0.configuration.limits.rates = RateLimits(perAddress: Self.limit(2)) }) {
                site async throws in
                let link = try #require(try await site.released()["link"]["url"].string)
                for _ in 0..<5 { #expect(try await site.send(.get, link).status == 200) }
                for _ in 0..<5 { #expect(try await site.send(.get, "/attachments", as: .operator).status == 200) }
                #expect(try await site.send(.get, "/widget-config.json").status == 200)
                #expect(try await site.send(.get, "/nothing").status == 404)
                #expect(try await site.send(.get, "/nothing").status == 429)
            }
        }
    }
}
