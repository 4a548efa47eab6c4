import Foundation
import TestSupport
import Testing

@Suite struct TokenTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder.withSignatures() }

    private func token(_ arguments: String...) async throws -> Run.Ended {
        try await Run.end(["token"] + arguments, in: folder)
    }

    @Test func aRunningGatewayTakesIt() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        let made = try await token("--conversation", "talk", "--contact", "customer-1", "--max-files", "1")
        #expect(made.code == 0 && made.errors.isEmpty, "\(made.errors)")
        let text = made.output.trimmingCharacters(in: .newlines)
        let answer = try await gateway.upload("Good morning.\n", key: text)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.member("conversationId") == "talk")
        #expect(try await gateway.upload("Good morning.\n", key: text).status == 403)
        #expect(try await gateway.stop() == 0)
    }

    @Test func theGatewayNeedNotRunAndNeedNeverHaveRun() async throws {
        try RunningGateway.configure(folder)
        let made = try await token("--conversation", "talk", "--contact", "customer-1", "--lifetime", "1h", "--json")
        #expect(made.code == 0, "\(made.errors)")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(made.output.utf8)) as? [String: String])
        #expect(Set(json.keys) == ["token", "expires", "upload_url"])
        #expect(json["upload_url"]?.hasSuffix("/upload") == true)
        let end = try Date(json["expires"] ?? "", strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        #expect((3500...3601).contains(end.timeIntervalSinceNow))
        let gateway = try await RunningGateway(try await Run.start(["serve"], in: folder))
        try await gateway.ready()
        #expect(try await gateway.upload("Good morning.\n", key: json["token"] ?? "").status == 200)
    }

    @Test func theConfiguredSecretSignsIt() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        try folder.write(
            #"{ data: "elsewhere", auth: { tokenSecret: "\#(String(repeating: "s", count: 32))" } }"#, to: "other.json")
        let made = try await token("--conversation", "talk", "--config", "other.json")
        #expect(made.code == 0)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/elsewhere"))
        let text = made.output.trimmingCharacters(in: .newlines)
        #expect(try await gateway.upload("Good morning.\n", key: text).status == 401)
    }

    @Test(
        arguments: [
            ([], "Name the conversation"), (["--conversation", "a", "--lifetime", "soon"], "'soon' is no duration"),
            (["--conversation", "a", "--lifetime", "2d"], "from 1s to 1d"),
            (["--conversation", "a", "--max-bytes", "10MB"], "'10MB' is no whole number"),
            (["--conversation", "a", "--max-files", "0"], "at least 1"), (["--conversation", "a", "b"], "Unexpected argument 'b'"),
            (["--conversation", "a\nb"], "no identifier"),
        ] as [([String], String)])
    func saysWhatIsWrong(_ arguments: [String], _ sentence: String) async throws {
        let ended = try await Run.end(["token"] + arguments, in: folder)
        #expect(ended.code == 2 && ended.output.isEmpty)
        #expect(ended.errors.contains(sentence), "\(ended.errors)")
    }

    @Test func aHangupPutsOtherLimitsAndOriginsInForce() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        try RunningGateway.configure(folder, "limits: { perKey: { requests: 1, per: \"1h\" } },")
        #expect(try await gateway.get("/attachments").status == 200)
        gateway.run.signal(SIGHUP)
        try await gateway.run.logged("Policy, keys, secrets, limits and origins were read again.")
        _ = try await gateway.get("/attachments")
        #expect(try await gateway.get("/attachments").status == 429)
        #expect(try await gateway.stop() == 0)
    }
}
