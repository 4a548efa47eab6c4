import Foundation
import Glibc
import Observability
import PrivatePostgres
import Testing

@Suite struct PostgresTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func start(_ url: String) async throws -> RunningGateway {
        try await RunningGateway.start(in: folder, #"ledger: "env:LEDGER""#, environment: ["LEDGER": url])
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
    }
}
