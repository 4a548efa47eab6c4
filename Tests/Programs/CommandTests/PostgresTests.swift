import Foundation
import Glibc
import Observability
import PrivatePostgres
import TestSupport
import Testing

@Suite struct PostgresTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder.withSignatures() }

    private func start(_ url: String) async throws -> RunningGateway {
        try await RunningGateway.start(in: folder, #"ledger: "env:LEDGER""#, environment: ["LEDGER": url])
    }

    private func lazaret(_ words: String..., ledger: Secret? = nil) async throws -> Run.Ended {
        try await Run.end(words, in: folder, environment: ledger.map { ["LEDGER": $0.reveal()] } ?? [:])
    }

    @Test func keepsItsLedgerInTheDatabaseThatIsConfigured() async throws {
        let url = try await TestDatabase.emptySchema()
        let killed = try await start(url.reveal())
        try await killed.ready()
        let answer = try await killed.upload("Good morning.\n")
        #expect(answer.member("state") == "released")
        let id = try #require(answer.member("id"))
        #expect(try await killed.stop(SIGKILL) != 0)

        let gateway = try await start(url.reveal())
        #expect(try await gateway.get("/attachments/\(id)").member("state") == "released")
        #expect(try await TestDatabase.texts("SELECT state FROM attachments", at: url) == ["released"])
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/data/ledger.sqlite"))
        #expect(try await gateway.stop() == 0)
    }

    @Test func saysWhenTheDatabaseCannotBeReachedAndNotThePassword() async throws {
        let file = try RunningGateway.configure(folder, #"ledger: "postgresql://lazaret:hidden@127.0.0.1:1/lazaret""#)
        let failed = try await Run.end(["serve", "--config", file], in: folder)
        #expect(failed.code == 3)
        #expect(failed.errors.contains("PostgreSQL could not connect") && !failed.errors.contains("hidden"))
        let audit = try await lazaret("audit", "list")
        #expect(audit.code == 3 && audit.errors.contains("PostgreSQL could not connect"))
        #expect(!audit.errors.contains("hidden"))
    }

    // MARK: Audit

    @Test func auditListsExportsAndVerifiesBesideTheGatewayAndWithoutIt() async throws {
        let url = try await TestDatabase.emptySchema()
        let gateway = try await start(url.reveal())
        try await gateway.ready()
        let id = try #require(try await gateway.upload("Good morning.\n").member("id"))
        let running = try await lazaret("audit", "list", ledger: url)
        #expect(running.code == 0 && running.output.contains(id), "\(running.output)\(running.errors)")
        #expect(try await lazaret("audit", "verify", ledger: url).code == 0)
        #expect(try await gateway.stop() == 0)

        let export = try await lazaret("audit", "export", ledger: url)
        let lines = export.output.split(separator: "\n")
        #expect(lines.count >= 3 && lines.allSatisfy { $0.hasPrefix(#"{"action":"#) && $0.hasSuffix("}") })
        let anchor = try #require(export.errors.firstMatch(of: /anchor (\d+:[0-9a-f]{64})/)?.1)
        #expect(anchor.hasPrefix("\(lines.count):"))
        let last = try await lazaret("audit", "list", "--after", "\(lines.count - 1)", "--json", ledger: url)
        #expect(last.output == lines[lines.count - 1] + "\n")
        let verified = try await lazaret("audit", "verify", "--anchor", String(anchor), ledger: url)
        #expect(verified.code == 0 && verified.output.contains("anchor \(anchor)"), "\(verified.output)\(verified.errors)")
        try folder.write(export.output, to: "audit.jsonl")
        #expect(try await lazaret("audit", "verify", "audit.jsonl", "--anchor", String(anchor), ledger: url).code == 0)
    }

    @Test func auditNamesWhatWasDoneToTheTable() async throws {
        let url = try await TestDatabase.emptySchema()
        let gateway = try await start(url.reveal())
        try await gateway.ready()
        for text in ["One.\n", "Two.\n"] { #expect(try await gateway.upload(text).status == 200) }
        #expect(try await gateway.stop() == 0)
        let whole = try await lazaret("audit", "verify", ledger: url)
        let anchor = try #require(whole.output.firstMatch(of: /anchor (\d+:[0-9a-f]{64})/)?.1)
        let count = try #require(anchor.split(separator: ":").first.flatMap { Int($0) })
        try await TestDatabase.run("CREATE TABLE kept AS SELECT * FROM audit", at: url)

        func verify(after script: String, _ words: String...) async throws -> Run.Ended {
            try await TestDatabase.run(script, at: url)
            let ended = try await Run.end(["audit", "verify"] + words, in: folder, environment: ["LEDGER": url.reveal()])
            try await TestDatabase.run("TRUNCATE audit; INSERT INTO audit SELECT * FROM kept", at: url)
            return ended
        }
        let changed = try await verify(after: "UPDATE audit SET actor = 'nobody' WHERE number = 2")
        #expect(changed.code == 1 && changed.output.contains("Entry 2 does not fit its hash"), "\(changed.output)")
        let removed = try await verify(after: "DELETE FROM audit WHERE number = 3")
        #expect(removed.code == 1 && removed.output.contains("Entry 3 is missing."), "\(removed.output)")
        let reordered = try await verify(
            after: """
                UPDATE audit SET number = -2 WHERE number = 2;
                UPDATE audit SET number = 2 WHERE number = 3;
                UPDATE audit SET number = 3 WHERE number = -2;
                """)
        #expect(reordered.code == 1, "\(reordered.output)")
        #expect(reordered.output.contains("Entry 3 stands at number 2") && reordered.output.contains("Entry 2 stands at number 3"))
        let added = try await verify(after: "INSERT INTO audit VALUES (\(count + 1), 0, 'x', 'y', NULL, 'z', NULL)")
        #expect(added.code == 1 && added.output.contains("Entry \(count + 1) has no hash"), "\(added.output)")
        let end = "DELETE FROM audit WHERE number = \(count)"
        #expect(try await verify(after: end).code == 0)
        let cut = try await verify(after: end, "--anchor", String(anchor))
        #expect(cut.code == 1 && cut.output.contains("its end was cut off"), "\(cut.output)")
        #expect(try await verify(after: "SELECT 1", "--anchor", String(anchor)).code == 0)
    }

    // MARK: Doctor

    @Test func theDoctorFindsTheLedgerWell() async throws {
        let url = try await TestDatabase.emptySchema()
        let file = try RunningGateway.configure(folder, #"ledger: "env:LEDGER""#)
        let before = try await Run.end(["doctor", "--config", file], in: folder, environment: ["LEDGER": url.reveal()])
        #expect(before.code == 0, "\(before.output)\(before.errors)")
        #expect(before.output.contains("the PostgreSQL server is made at the first start"))
        let audit = try await lazaret("audit", "list", ledger: url)
        #expect(audit.code == 2 && audit.errors.contains("There is no ledger at the PostgreSQL server."))

        let gateway = try await start(url.reveal())
        try await gateway.ready()
        let beside = try await lazaret("doctor", ledger: url)
        #expect(beside.code == 0, "\(beside.output)\(beside.errors)")
        #expect(beside.output.contains("✔ ledger") && beside.output.contains("the PostgreSQL server can be read"))
        #expect(try await gateway.stop() == 0)
    }

    @Test(arguments: [
        ("postgresql://lazaret:hidden@127.0.0.1:1/lazaret", "PostgreSQL could not connect"),
        ("SERVER&password=hidden&options=-csearch_path%3Dnowhere", "has no schema that its user may use"),
        ("SERVER&password=hidden&dbname=nowhere", "does not exist"),
    ])
    func theDoctorSaysWhyTheLedgerIsDownAndNotThePassword(_ url: String, _ problem: String) async throws {
        let server = try TestDatabase.url().reveal()
        let url = url.replacing("SERVER", with: server + (server.contains("?") ? "" : "?application_name=doctor"))
        try RunningGateway.configure(folder, #"scanner: { clamd: ["tcp://127.0.0.1:9"] }, ledger: "env:LEDGER""#)
        let answer = try await lazaret("doctor", "--json", ledger: Secret(url))
        #expect(answer.code == 3)
        let line = try #require(answer.output.split(separator: "\n").first { $0.contains(#""subject":"ledger""#) })
        #expect(line.contains(#""grade":"down""#) && line.contains(problem), "\(line)")
        #expect(!(answer.output + answer.errors).contains("hidden"))
    }

    @Test func theDoctorTellsALedgerOfAnotherVersionFromOneThatIsAway() async throws {
        let url = try await TestDatabase.emptySchema()
        try await TestDatabase.run("CREATE TABLE schema_version (version BIGINT, applied_at BIGINT)", at: url)
        try RunningGateway.configure(folder, #"scanner: { clamd: ["tcp://127.0.0.1:9"] }, ledger: "env:LEDGER""#)
        for (version, problem) in [(1, "Start 'lazaret serve' once"), (999, "Run the newer program")] {
            try await TestDatabase.run("INSERT INTO schema_version VALUES (\(version), 0)", at: url)
            let answer = try await lazaret("doctor", "--json", ledger: url)
            let line = try #require(answer.output.split(separator: "\n").first { $0.contains(#""subject":"ledger""#) })
            #expect(line.contains(#""grade":"wrong""#) && line.contains(problem), "\(line)")
        }
    }
}
