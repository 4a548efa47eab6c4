import Application
import Configuration
import Egress
import Foundation
import Observability
import TestSupport
import Testing

extension WithClamd {
    /// The server against its description.
    struct OpenAPITests {
        private static let checks = [
            "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
            "response_schema_conformance", "unsupported_method",
        ]

        /// Schemathesis makes requests of every route from the description, good ones and bad ones, always the same.
        @Test func answersAsItIsDescribed() async throws {
            let nowhere = try #require(HostPattern("files.example.com"))
            try await Site.run(delivers: true, changing: { $0.configuration.downloads.hosts = [nowhere] }) { site async throws in
                let known = try #require(try await site.released()["id"].string)
                let hooks = try #require(Bundle.module.path(forResource: "schemathesis_hooks", ofType: "py"))
                let python = try await Program.lastLine(of: "make-schemathesis-environment", in: site.folder)
                let run = try await Program.run(
                    python.deletingLastPathComponent().appending(path: "schemathesis"),
                    [
                        "run", Program.package.appending(path: "docs/openapi.yaml").path, "--url", "http://127.0.0.1:\(site.port)",
                        "--checks", Self.checks.joined(separator: ","), "--phases", "examples,coverage,fuzzing", "--max-examples",
                        "10",
                        "--generation-deterministic", "--suppress-health-check",
                        "all",
                        // One: Python 3.11 counts the depth of what it parses for all threads together.
                        "--workers", "1", "--request-timeout", "15", "--max-failures", "40", "--continue-on-failure", "--no-color",
                        "--warnings", "off",
                    ],
                    environment: [
                        "SCHEMATHESIS_HOOKS": hooks, "LAZARET_KEY": Site.anyKey, "LAZARET_CHANNEL_SECRET": Site.newSecret,
                        "LAZARET_WEBHOOK_SECRET": Site.webhookSecret.reveal(), "LAZARET_ATTACHMENT": known,
                    ], in: site.folder)
                #expect(run.status == 0, "\(run.output.suffix(6000))")
                // What was described was also tried.
                #expect(run.output.contains("Test cases:"), "\(run.output.suffix(6000))")
            }
        }
    }
}
