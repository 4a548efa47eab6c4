import Configuration
import Foundation
import HTTPSemantics
import PrivateClamd
import TestSupport
import Testing

extension WithClamd {
    struct RequestLogTests {
        private static let members: Set = [
            "time", "level", "message", "method", "route", "status", "bytes", "duration_seconds", "request", "principal",
        ]

        @Test func tellsOfEveryRequestInOneLine() async throws {
            let log = LogLines()
            try await Site.run(works: false, changing: { $0.log = log.logger }) { site async throws in
                let answer = try await site.upload(raw: Form.note, query: "contact_id=customer&filename=a-private-name.txt")
                #expect(answer.status == 202)
                let line = try #require(try await log.line(of: answer.fields["X-Request-Id"]))
                #expect(line["level"].string == "info" && line["message"].string == "Request answered.")
                #expect(line["method"].string == "POST" && line["route"].string == "/upload")
                #expect(line["status"].number == 202 && line["bytes"].number == Double(answer.body.count))
                #expect(line["principal"].string == Site.Key.upload.rawValue)
                #expect((line["duration_seconds"].number ?? -1) >= 0)
                #expect(Set(line.names) == Self.members)
            }
        }

        @Test func namesNoFileNoQueryAndNoToken() async throws {
            let log = LogLines()
            try await Site.run(changing: { $0.log = log.logger }) { site async throws in
                let link = try #require(try await site.released()["link"]["url"].string)
                let answer = try await site.send(.get, link)
                #expect(answer.status == 200)
                let line = try #require(try await log.line(of: answer.fields["X-Request-Id"]))
                #expect(line["route"].string == "/files/{id}/{name}" && line["principal"].string == "anonymous")
                #expect(line["bytes"].number == Double(answer.body.count))
                let secrets = ["note", "signature", "expires", "Bearer"]
                #expect(log.all("Request").allSatisfy { line in secrets.allSatisfy { !"\(line)".contains($0) } })
            }
        }

        @Test(arguments: [
            ("/nowhere/at/all", 404, "unmatched"), ("/attachments", 401, "/attachments"), ("/upload", 405, "/upload"),
        ])
        func tellsOfARefusal(_ path: String, _ status: Int, _ route: String) async throws {
            let log = LogLines()
            try await Site.run(works: false, changing: { $0.log = log.logger }) { site async throws in
                let answer = try await site.send(.get, path)
                #expect(answer.status == status)
                let line = try #require(try await log.line(of: answer.fields["X-Request-Id"]))
                #expect(line["status"].number == Double(status) && line["route"].string == route)
                #expect(line["principal"].string == "anonymous" && line["level"].string == "info")
            }
        }

        @Test func namesATokenByItsNumber() async throws {
            let log = LogLines()
            try await Site.run(works: false, changing: { $0.log = log.logger }) { site async throws in
                let made = try await site.send(
                    .post, "/tokens", as: .upload, fields: ["Content-Type": "application/json"],
                    body: Array(#"{"conversation_id":"talk","contact_id":"c"}"#.utf8))
                let token = try #require(made.json["token"].string)
                let answer = try await site.send(
                    .post, "/upload?filename=note.txt",
                    fields: ["Content-Type": "text/plain", "Authorization": "Bearer \(token)"], body: Form.note)
                #expect(answer.status == 202)
                let line = try #require(try await log.line(of: answer.fields["X-Request-Id"]))
                #expect(line["principal"].string?.hasPrefix("token ") == true)
                #expect(!"\(line)".contains(token))
            }
        }

        @Test func tellsOfProbesAtDebugOnly() async throws {
            let log = LogLines()
            try await Site.run(works: false, changing: { $0.log = log.logger }) { site async throws in
                let answer = try await site.send(.get, "/healthz")
                #expect(try await log.line(of: answer.fields["X-Request-Id"])?["level"].string == "debug")
                let refused = try await site.send(.get, "/metrics")
                #expect(try await log.line(of: refused.fields["X-Request-Id"])?["level"].string == "info")
            }
        }

        @Test func tellsOfAHeadThatCannotBeRead() async throws {
            let log = LogLines()
            try await Site.run(works: false, changing: { $0.log = log.logger }) { site async throws in
                let answer = try await RawClient(port: site.port).answer(to: [Array("GET /x HTTP/1.1\r\n\r\n".utf8)])
                #expect(answer.hasPrefix("HTTP/1.1 400 "))
                let id = answer.firstMatch(of: #/X-Request-Id: (\S+)/#)?.output.1
                let line = try #require(try await log.line(of: id.map(String.init)))
                #expect(line["route"].string == "unreadable" && line["status"].number == 400)
            }
        }

        @Test func tellsOfASenderWhoLeft() async throws {
            let log = LogLines()
            try await Site.run(works: false, changing: { $0.log = log.logger }) { site async throws in
                let head =
                    "POST /upload?contact_id=c&filename=a.txt HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(Site.Key.upload.rawValue)\r\n"
                try await RawClient(port: site.port).send(
                    andLeave: [Array("\(head)Content-Type: text/plain\r\nContent-Length: 100\r\n\r\nonly some".utf8)])
                #expect(await eventually { log.all("Request ended without an answer.").count == 1 })
                let metrics = try await site.send(.get, "/metrics", as: .metrics).text
                #expect(metrics.contains(#"lazaret_http_requests_total{route="/upload",status="none"} 1"#))
            }
        }

        @Test func saysThatAnOriginWasRefused() async throws {
            let log = LogLines()
            let change = { (settings: inout Site.Settings) in
                settings.log = log.logger
                settings.configuration.server.allowedOrigins = ["https://shop.example.com"]
            }
            try await Site.run(works: false, changing: change) { site async throws in
                let own = "http://127.0.0.1:\(site.port)"
                for origin in ["https://shop.example.com", own, "https://evil.example"] {
                    _ = try await site.send(.get, "/widget-config.json", fields: ["Origin": origin])
                }
                let refused = log.all("A page of an origin that is not listed was refused")
                #expect(refused.map { $0["origin"].string } == ["https://evil.example"])
                #expect(refused.first?["route"].string == "/widget-config.json")
            }
        }
    }

    struct RequestMetricsTests {
        @Test func countsAndTimesRequestsByRoute() async throws {
            try await Site.run(works: false) { site async throws in
                for path in ["/healthz", "/attachments/1", "/attachments/2", "/no/such/path", "/no/other/path"] {
                    _ = try await site.send(.get, path)
                }
                _ = try await RawClient(port: site.port).answer(to: [Array("GET /x HTTP/1.1\r\n\r\n".utf8)])
                let expected = [
                    #"lazaret_http_requests_total{route="/healthz",status="200"} 1"#,
                    #"lazaret_http_requests_total{route="/attachments/{id}",status="401"} 2"#,
                    #"lazaret_http_requests_total{route="unmatched",status="404"} 2"#,
                    #"lazaret_http_requests_total{route="unreadable",status="400"} 1"#,
                    #"lazaret_http_request_duration_seconds_count{route="/attachments/{id}"} 2"#,
                    // The one that asks.
                    "lazaret_http_requests_in_flight 1",
                ]
                func metrics() async throws -> String { try await site.send(.get, "/metrics", as: .metrics).text }
                #expect(
                    try await eventually {
                        let text = try await metrics()
                        return expected.allSatisfy { text.contains($0) }
                    })
            }
        }
    }
}
