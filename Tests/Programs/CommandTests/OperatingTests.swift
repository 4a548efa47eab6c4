import Foundation
import Glibc
import Story
import TestSupport
import Testing

/// `attachments`, `audit` and `doctor` beside a gateway that runs.
@Suite struct OperatingTests {
    private let folder: TestFolder
    private let environment = ["LAZARET_KEY": RunningGateway.key]

    init() throws { folder = try TestFolder.withSignatures() }

    private func lazaret(_ words: String..., environment: [String: String]? = nil) async throws -> Run.Ended {
        try await Run.end(words, in: folder, environment: environment ?? self.environment)
    }

    @Test func operatorsSeeAndDecide() async throws {
        let gateway = try await RunningGateway.start(in: folder, #"policy: { allow: ["text/plain", "application/zip"] },"#)
        try await gateway.ready()
        let url = "http://127.0.0.1:\(gateway.port)"
        let id = try #require(try await gateway.upload("Good morning.\n").member("id"))
        let list = try await lazaret("attachments", "list", "--url", url)
        #expect(list.code == 0, "\(list.errors)")
        #expect(list.output.contains(id) && list.output.contains("released") && list.output.contains("note.txt"))
        #expect(try await lazaret("attachments", "list", "--url", url, "--state", "held").output.isEmpty)
        let shown = try await lazaret("attachments", "show", id, "--url", url)
        #expect(shown.output.contains("verdict: clean") && shown.output.contains("moved to the safe store"))

        let refused = try await lazaret("attachments", "release", "--reason", "Because.", id, "--url", url)
        #expect(refused.code == 1 && refused.errors.contains("takes no release"))
        #expect(try await lazaret("attachments", "release", id, "--url", url).code == 2)
        let deleted = try await lazaret("attachments", "delete", id, "--json", "--url", url)
        #expect(deleted.code == 0 && deleted.output.contains(#""state":"rejected""#))
        #expect(try await lazaret("attachments", "delete", id, "--url", url, environment: ["LAZARET_KEY": "x"]).code == 2)
        #expect(try await lazaret("attachments", "list", "--url", url, environment: [:]).errors.contains("LAZARET_KEY"))
        #expect(try await lazaret("attachments", "list", "--url", "http://127.0.0.1:9").code == 3)

        let running = try await lazaret("audit", "list")
        #expect(running.output.contains("attachment.delete") && running.output.contains("deleted by an operator (test)"))
        #expect(try await lazaret("audit", "verify").code == 0)
        #expect(try await gateway.stop() == 0)
        let export = try await lazaret("audit", "export")
        #expect(export.output.split(separator: "\n").allSatisfy { $0.hasPrefix(#"{"action":"#) })
        let anchor = try #require(export.errors.firstMatch(of: /anchor (\d+:[0-9a-f]{64})/)?.1)
        #expect(try await lazaret("audit", "verify", "--anchor", String(anchor)).code == 0)
        try folder.write(export.output, to: "audit.jsonl")
        #expect(try await lazaret("audit", "verify", "audit.jsonl").code == 0)
        try folder.write(export.output.replacingOccurrences(of: "an operator", with: "nobody"), to: "audit.jsonl")
        let found = try await lazaret("audit", "verify", "audit.jsonl", "--json")
        #expect(found.code == 1 && found.output.contains(#""code":"changed""#))
        try folder.write(export.output.split(separator: "\n").dropLast().joined(separator: "\n"), to: "audit.jsonl")
        #expect(try await lazaret("audit", "verify", "audit.jsonl").code == 0)
        let cut = try await lazaret("audit", "verify", "audit.jsonl", "--anchor", String(anchor))
        #expect(cut.code == 1 && cut.output.contains("its end was cut off"))
    }

    @Test func theDoctorFindsAllWellBesideAGateway() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        let answer = try await lazaret("doctor")
        #expect(answer.code == 0, "\(answer.output)\(answer.errors)")
        for subject in ["configuration", "store", "ledger", "scanner", "genesys"] {
            #expect(answer.output.contains("✔ \(subject)"), "\(answer.output)")
        }
        #expect(answer.output.contains("finds EICAR in files of up to 10000000 bytes"))
        #expect(try await gateway.stop() == 0)
    }

    @Test func theDoctorSaysWhatIsWrong() async throws {
        try RunningGateway.configure(
            folder,
            #"scanner: { clamd: ["tcp://127.0.0.1:9"] }, genesys: { loginURL: "http://127.0.0.1:9", apiURL: "http://127.0.0.1:9", clientId: "a", clientSecret: "b" },"#
        )
        let answer = try await lazaret("doctor", "--json")
        #expect(answer.code == 3, "\(answer.output)\(answer.errors)")
        #expect(answer.output.contains(#""grade":"down""#) && answer.output.contains("127.0.0.1:9"))
    }

    @Test func theDoctorSaysWhichSecretsDoTooMuch() async throws {
        try RunningGateway.configure(
            folder,
            #"""
            scanner: { clamd: ["tcp://127.0.0.1:9"] },
            channels: {
              kiosk: { integrationId: "a", secret: "the-secret-of-the-kiosk" },
              shop: { integrationId: "b", secret: { inbound: "the-secret-of-the-kiosk", events: "the-events-of-the-shop" } },
              till: { integrationId: "c", secret: { inbound: "the-secret-of-the-till" } },
            },
            """#)
        let answer = try await lazaret("doctor", "--json")
        let lines = answer.output.split(separator: "\n").filter { $0.contains(#""subject":"channel""#) }
        try #require(lines.count == 3, "\(answer.output)\(answer.errors)")
        #expect(lines[0].contains(#""grade":"advice""#) && lines[0].contains("{ inbound, events, outbound }"))
        #expect(lines[1].contains(#""grade":"advice""#) && lines[1].contains("secrets of its own"))
        #expect(lines[2].contains(#""grade":"good""#))
        #expect(!answer.output.contains("the-secret"))
    }

    @Test func theDoctorAsksForTheBuckets() async throws {
        try RunningGateway.configure(
            folder,
            #"""
            scanner: { clamd: ["tcp://127.0.0.1:9"] },
            store: {
              kind: "s3", endpoint: "http://127.0.0.1:9", accessKey: "a", secretKey: "hidden", pathStyle: true,
              quarantineBucket: "quarantine", safeBucket: "safe",
            },
            """#)
        let answer = try await lazaret("doctor", "--json")
        let line = try #require(answer.output.split(separator: "\n").first { $0.contains(#""subject":"store""#) })
        #expect(answer.code == 3 && line.contains(#""grade":"down""#), "\(line)")
        #expect(!(answer.output + answer.errors).contains("hidden"))
    }

    @Test func theDoctorLogsInToThePlatform() async throws {
        let platform = try await Run.start(
            ["simulate", "--port", "0"], in: folder,
            environment: ["GENESYS_CLIENT_ID": "doctor", "GENESYS_CLIENT_SECRET": "the-secret-of-the-doctor"])
        let port = try await platform.logged("Listening.")["port"] ?? ""
        func configure(_ secret: String) throws {
            try RunningGateway.configure(
                folder,
                #"genesys: { loginURL: "http://127.0.0.1:\#(port)", apiURL: "http://127.0.0.1:\#(port)", clientId: "doctor", clientSecret: "\#(secret)" },"#
            )
        }
        try configure("the-secret-of-the-doctor")
        let well = try await lazaret("doctor")
        #expect(well.output.contains("✔ genesys") && well.output.contains("✔ permissions"), "\(well.output)\(well.errors)")
        try configure("another-secret")
        let wrong = try await lazaret("doctor")
        #expect(wrong.code == 1 && wrong.output.contains("✘ genesys"), "\(wrong.output)\(wrong.errors)")
        platform.signal(SIGTERM)
        #expect(try await platform.exitCode() == 0)
    }
}
