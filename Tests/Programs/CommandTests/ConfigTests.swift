import Foundation
import TestSupport
import Testing

@Suite struct ConfigTests {
    @Test func defaultsArePrivateToThisMachine() async throws {
        let ended = try await Run.end(["config"], in: TestFolder.withSignatures())
        #expect(ended.code == 0)
        let printed = try #require(try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
        let server = try #require(printed["server"] as? [String: Any])
        #expect(server["address"] as? String == "127.0.0.1")
        #expect(server["port"] as? Int == 8080)
        #expect(printed["data"] as? String == "./lazaret-data")
        #expect(printed["ledger"] as? String == "sqlite")
    }

    @Test func theExampleLoads() async throws {
        let folder = try TestFolder.withSignatures()
        let example = try await Run.end(["config", "--example"], in: folder)
        try folder.write(example.output, to: "lazaret.json")
        let ended = try await Run.end(["config"], in: folder)
        #expect(ended.code == 0)
        #expect(ended.output == (try await Run.end(["config"], in: TestFolder.withSignatures())).output)
    }

    @Test func allProblemsAreReportedAtOnceWithTheirPaths() async throws {
        let folder = try TestFolder.withSignatures()
        try folder.write(
            """
            { server: { port: 70000, adress: "127.0.0.1" }, policy: { maximumSize: "much" }, links: { lifetime: 5 }, auth: { keys: [{ name: "a" }] } }
            """, to: "lazaret.json")
        for command in [["config"], ["serve"], ["scan", "lazaret.json"]] {
            let ended = try await Run.end(command, in: folder)
            #expect(ended.code == 2)
            #expect(ended.output.isEmpty)
            for path in ["server.port", "server.adress", "policy.maximumSize", "links.lifetime", "auth.keys[0].sha256"] {
                #expect(ended.errors.contains("  \(path): "), "\(path) in \(ended.errors)")
            }
            #expect(ended.errors.contains("did you mean address?"))
        }
    }

    @Test func secretsComeFromElsewhereAndAreNeverPrinted() async throws {
        let folder = try TestFolder.withSignatures()
        try folder.write("a secret from a file, long enough\n", to: "token")
        try folder.write(
            #"{ auth: { tokenSecret: "file:token" }, genesys: { clientId: "env:ID", clientSecret: "env:SECRET" } }"#,
            to: "lazaret.json")
        let ended = try await Run.end(
            ["config"], in: folder,
            environment: ["ID": "the-client", "SECRET": "the-clients-secret", "WEBHOOK_SECRET": "0123456789abcdefgh"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("\"clientId\": \"the-client\""))
        for secret in ["a secret from a file", "the-clients-secret", "0123456789abcdefgh"] {
            #expect(!ended.output.contains(secret))
        }
    }

    @Test func platformVariablesAreDefaults() async throws {
        let environment = [
            "GENESYS_CLIENT_ID": "id-1", "GENESYS_CLIENT_SECRET": "not-to-be-seen", "GENESYS_REGION": "mypurecloud.de",
            "GENESYS_ORG_ID": "org-1",
        ]
        let ended = try await Run.end(["config"], in: TestFolder.withSignatures(), environment: environment)
        #expect(ended.code == 0)
        for value in ["id-1", "mypurecloud.de", "org-1"] { #expect(ended.output.contains("\"\(value)\"")) }
        #expect(!ended.output.contains("not-to-be-seen"))
    }

    @Test func aMissingReferenceIsAProblemThatNamesIt() async throws {
        let folder = try TestFolder.withSignatures()
        try folder.write(#"{ auth: { tokenSecret: "env:NOT_SET" } }"#, to: "lazaret.json")
        let ended = try await Run.end(["config"], in: folder)
        #expect(ended.code == 2)
        #expect(ended.errors.contains("auth.tokenSecret") && ended.errors.contains("NOT_SET"))
    }

    @Test func theFileIsFoundByOptionThenVariableThenFolder() async throws {
        let folder = try TestFolder.withSignatures()
        for (name, port) in [("lazaret.json", 1001), ("variable.json", 1002), ("option.json", 1003)] {
            try folder.write("{ server: { port: \(port) } }", to: name)
        }
        let variable = ["LAZARET_CONFIG": "variable.json"]
        #expect(try await Run.end(["config"], in: folder).output.contains("\"port\": 1001"))
        #expect(try await Run.end(["config"], in: folder, environment: variable).output.contains("\"port\": 1002"))
        let option = ["config", "--config", "option.json"]
        #expect(try await Run.end(option, in: folder, environment: variable).output.contains("\"port\": 1003"))
    }

    @Test func aNamedFileMustExist() async throws {
        let folder = try TestFolder.withSignatures()
        for (arguments, environment) in [
            (["config", "--config", "none.json"], [:]), (["config"], ["LAZARET_CONFIG": "none.json"]),
        ] {
            let ended = try await Run.end(arguments, in: folder, environment: environment)
            #expect(ended.code == 2)
            #expect(ended.errors.contains("none.json"))
        }
    }

    @Test func commentsAndTrailingCommasAreAllowed() async throws {
        let folder = try TestFolder.withSignatures()
        try folder.write("// a comment\n{ server: { port: 1004, /* another */ }, }\n", to: "lazaret.json")
        #expect(try await Run.end(["config"], in: folder).output.contains("\"port\": 1004"))
    }

    @Test func brokenJSONIsReportedWithItsLine() async throws {
        let folder = try TestFolder.withSignatures()
        try folder.write("{\n  server: { port: 1 },\n  data \"x\"\n}\n", to: "lazaret.json")
        let ended = try await Run.end(["config"], in: folder)
        #expect(ended.code == 2)
        #expect(ended.errors.contains("line 3"), "\(ended.errors)")
    }
}
