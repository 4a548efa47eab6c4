import Foundation
import HTTPSemantics
import PrivateClamd
import TestSupport
import Testing

extension WithClamd {
    struct ProbeTests {
        @Test func isReadyWhenEverythingWorks() async throws {
            try await Site.run(works: false) { site async throws in
                let answer = try await site.send(.get, "/readyz")
                #expect(answer.status == 200)
                #expect(answer.json["ready"] == .bool(true))
                #expect(answer.json["checks"].array.compactMap { $0["name"].string } == ["scanner", "ledger", "store"])
            }
        }

        @Test func isNotReadyWhileTheScannerIsAway() async throws {
            try await Site.run(works: false) { site async throws in
                site.scanner.set(there: false)
                let answer = try await site.readiness()
                #expect(answer.status == 503)
                #expect(answer.fields["Retry-After"] != nil)
                #expect(answer.json["checks"].array.map { $0["ready"] } == [.bool(false), .bool(true), .bool(true)])
                #expect(try await site.send(.get, "/healthz").status == 200)
            }
        }

        @Test func isNotReadyWhenTheLedgerCannotBeWritten() async throws {
            try await Site.run(works: false) { site async throws in
                try await site.withLedgerLocked {
                    let answer = try await site.readiness()
                    #expect(answer.status == 503)
                    #expect(answer.json["checks"].array.map { $0["ready"] } == [.bool(true), .bool(false), .bool(true)])
                    let upload = try await site.upload(raw: Form.note)
                    #expect(upload.status == 503 && upload.fields["Retry-After"] != nil)
                }
                try await site.expectNothing()
            }
        }

        @Test func isNotReadyWhenTheStoreIsGone() async throws {
            try await Site.run(works: false) { site async throws in
                try FileManager.default.removeItem(at: site.folder.url.appending(path: "quarantine"))
                let answer = try await site.readiness()
                #expect(answer.status == 503)
                #expect(answer.json["checks"].array.map { $0["ready"] } == [.bool(true), .bool(true), .bool(false)])
                #expect(try await site.upload(raw: Form.note).status == 503)
            }
        }

        @Test func writesMetricsThatPrometheusReads() async throws {
            try await Site.run { site async throws in
                _ = try await site.released()
                let answer = try await site.send(.get, "/metrics", as: .metrics)
                #expect(answer.status == 200)
                #expect(answer.fields["Content-Type"]?.hasPrefix("text/plain; version=0.0.4") == true)
                let lines = answer.text.split(separator: "\n")
                #expect(
                    lines.allSatisfy {
                        $0.hasPrefix("# ")
                            || $0.wholeMatch(of: /[a-z_:]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [-+0-9.eE]+|.* (\+Inf|NaN)/)
                                != nil
                    })
                #expect(lines.contains("lazaret_attachments_total{state=\"released\"} 1"))
                #expect(lines.contains("lazaret_verdicts_total{outcome=\"clean\"} 1"))
                #expect(lines.contains("lazaret_stage_seconds_count{stage=\"scan\"} 1"))
            }
        }
    }
}
