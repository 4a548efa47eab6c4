import Application
import Configuration
import HTTPSemantics
import Testing

extension WithClamd {
    struct CrossOriginTests {
        private static let shop = "https://shop.example.com"
        private static let question: HTTPFields = [
            "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization",
        ]

        private func ask(_ site: Site, _ path: String, from origin: String) async throws -> Site.Answer {
            var fields = Self.question
            fields["Origin"] = origin
            return try await site.send(.options, path, fields: fields)
        }

        @Test(arguments: [
            ("/upload", "POST"), ("/attachments/01ARZ3NDEKTSV4RRFFQ69G5FAV", "GET, HEAD"), ("/widget-config.json", "GET, HEAD"),
        ])
        func answersABrowserThatAsksFirst(_ path: String, _ methods: String) async throws {
            try await Site.run(works: false, changing: { $0.configuration.server.allowedOrigins = [Self.shop] }) {
                site async throws in
                let answer = try await ask(site, path, from: Self.shop)
                #expect(answer.status == 204)
                #expect(answer.fields["Access-Control-Allow-Origin"] == Self.shop)
                #expect(answer.fields["Access-Control-Allow-Methods"] == methods)
                #expect(answer.fields["Access-Control-Max-Age"] == "600")
                #expect(answer.fields["Access-Control-Allow-Credentials"] == nil)
                #expect(answer.fields["Vary"]?.contains("Origin") == true)
                let allowed = answer.fields["Access-Control-Allow-Headers"] ?? ""
                for name in ["Authorization", "Content-Type", "Idempotency-Key", "Prefer", "Content-Disposition"] {
                    #expect(allowed.contains(name))
                }
            }
        }

        @Test(arguments: [
            "https://shop.example.com:8443", "http://shop.example.com", "https://SHOP.example.com",
            "https://shop.example.com.evil.test",
            "https://evil.test", "null", "*", "https://shop.example.com/", "",
        ])
        func answersNobodyElse(_ origin: String) async throws {
            try await Site.run(works: false, changing: { $0.configuration.server.allowedOrigins = [Self.shop] }) {
                site async throws in
                let asked = try await ask(site, "/upload", from: origin)
                #expect(asked.status == 405)
                #expect(asked.fields["Access-Control-Allow-Origin"] == nil)
                #expect(asked.fields["Vary"] == "Origin")
                let answer = try await site.send(.get, "/widget-config.json", fields: ["Origin": origin])
                #expect(answer.status == 200)
                #expect(answer.fields["Access-Control-Allow-Origin"] == nil)
                #expect(answer.fields["Vary"] == "Origin")
            }
        }

        @Test(arguments: ["/tokens", "/attachments", "/metrics", "/files/01ARZ3NDEKTSV4RRFFQ69G5FAV/a.txt", "/healthz", "/nothing"])
        func opensNothingThatIsNotForBrowsers(_ path: String) async throws {
            try await Site.run(works: false, changing: { $0.configuration.server.allowedOrigins = [Self.shop] }) {
                site async throws in
                let asked = try await ask(site, path, from: Self.shop)
                #expect([404, 405].contains(asked.status))
                #expect(asked.fields["Access-Control-Allow-Origin"] == nil)
            }
        }

        @Test func aPageCanReadEveryAnswerRefusalsAsWell() async throws {
            try await Site.run(changing: { $0.configuration.server.allowedOrigins = [Self.shop] }) { site async throws in
                let fields: HTTPFields = ["Origin": Self.shop, "Content-Type": "text/plain"]
                let query = "contact_id=customer&filename=note.txt"
                let taken = try await site.upload(raw: Form.note, query: query, fields: fields)
                let refused = try await site.upload(raw: [], query: query, fields: fields)
                let unknown = try await site.send(.post, "/upload", fields: fields, body: Form.note)
                #expect([taken.status, refused.status, unknown.status] == [200, 400, 401])
                for answer in [taken, refused, unknown] {
                    #expect(answer.fields["Access-Control-Allow-Origin"] == Self.shop)
                    #expect(answer.fields["Access-Control-Expose-Headers"] == "Location, Retry-After, X-Request-Id")
                    #expect(answer.fields["Vary"] == "Origin")
                }
            }
        }

        @Test func withoutOriginsItIsOff() async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await ask(site, "/upload", from: Self.shop).status == 405)
                let answer = try await site.send(.get, "/widget-config.json", fields: ["Origin": Self.shop])
                #expect(answer.fields["Access-Control-Allow-Origin"] == nil && answer.fields["Vary"] == nil)
            }
        }
    }
}
