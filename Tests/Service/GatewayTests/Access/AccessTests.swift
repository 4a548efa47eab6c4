import HTTPSemantics
import Testing

extension WithClamd {
    struct AccessTests {
        @Test func asksForAKeyBeforeAnythingElse() async throws {
            try await Site.run(works: false) { site async throws in
                for path in ["/attachments", "/attachments/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/metrics"] {
                    let answer = try await site.send(.get, path)
                    #expect(answer.status == 401)
                    #expect(answer.fields["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
                }
                #expect(try await site.send(.post, "/upload", body: Form.note).status == 401)
                try await site.expectNothing()
            }
        }

        @Test(arguments: [
            "", "Bearer", "Bearer ", "key-of-an-operator", "Basic a2V5LW9mLWFuLW9wZXJhdG9y", "Bearer nobody",
            "Bearer key-of-an-operator, Bearer key-of-an-operator", "Bearer key-of-an-operator extra", "Token key-of-an-operator",
        ])
        func takesNothingElseForAKey(_ value: String) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.send(.get, "/attachments", fields: ["Authorization": value]).status == 401)
            }
        }

        @Test(arguments: ["Bearer key-of-an-operator", "bearer key-of-an-operator", "BEARER   key-of-an-operator"])
        func readsTheSchemeAsTheStandardSays(_ value: String) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.send(.get, "/attachments", fields: ["Authorization": value]).status == 200)
            }
        }

        /// Whoever looks at the first only and whoever looks at the last only must not see two different callers.
        @Test func doesNotChooseBetweenTwoKeys() async throws {
            try await Site.run(works: false) { site async throws in
                var fields: HTTPFields = ["Authorization": "Bearer key-of-an-operator"]
                fields.append("Authorization", "Basic dXNlcjpwYXNz")
                #expect(try await site.send(.get, "/attachments", fields: fields).status == 401)
            }
        }

        @Test(arguments: [
            (Site.Key.metrics, HTTPMethod.post, "/upload"), (.operator, .post, "/upload"), (.upload, .get, "/attachments"),
            (.metrics, .get, "/attachments"), (.upload, .get, "/metrics"), (.operator, .get, "/metrics"),
            (.metrics, .get, "/attachments/01ARZ3NDEKTSV4RRFFQ69G5FAV"),
        ])
        func everyRouteNeedsItsRole(_ key: Site.Key, _ method: HTTPMethod, _ path: String) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.send(method, path, as: key).status == 403)
            }
        }

        @Test(arguments: [
            "/", "/nothing", "/attachments/", "//attachments", "/attachments/not-an-id", "/files/x", "/upload/x", "/%2e%2e",
        ])
        func thereIsNothingElse(_ path: String) async throws {
            try await Site.run(works: false) { site async throws in
                #expect(try await site.send(.get, path, as: .operator).status == 404)
            }
        }

        @Test(arguments: [
            (HTTPMethod.get, "/upload", "POST"), (.delete, "/attachments", "GET, HEAD"), (.post, "/healthz", "GET, HEAD"),
            (.put, "/files/01ARZ3NDEKTSV4RRFFQ69G5FAV/a.txt", "GET, HEAD"), (.post, "/metrics", "GET, HEAD"),
            (HTTPMethod(rawValue: "OPTIONS"), "/readyz", "GET, HEAD"),
        ])
        func saysWhichMethodsThereAre(_ method: HTTPMethod, _ path: String, _ allowed: String) async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.send(method, path, as: .operator)
                #expect(answer.status == 405)
                #expect(answer.fields["Allow"] == allowed)
            }
        }

        @Test func answersHEADAsGETWithoutTheBody() async throws {
            try await Site.run(works: false) { site async throws in
                for (path, key) in [
                    ("/healthz", Site.Key?.none), ("/readyz", nil), ("/attachments", .operator), ("/metrics", .metrics),
                ] {
                    let head = try await site.send(.head, path, as: key)
                    #expect(head.status == 200)
                    #expect(head.body.isEmpty)
                    #expect(Int(head.fields["Content-Length"] ?? "") ?? 0 > 0)
                }
            }
        }

        @Test func keepsTheClientsRequestID() async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.send(.get, "/nothing", fields: ["X-Request-Id": "a-b-c"])
                #expect(answer.fields["X-Request-Id"] == "a-b-c")
            }
        }
    }
}
