import Foundation
import Glibc
import Story
import TestSupport
import Testing

/// `lazaret erase` beside a gateway that runs, and that is killed in the middle.
@Suite struct EraseTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder.withSignatures() }

    private func erase(_ gateway: RunningGateway, _ words: String..., to contact: String = "customer-1") async throws -> Run.Ended {
        try await Run.end(
            ["erase", "--contact", contact, "--url", "http://127.0.0.1:\(gateway.port)"] + words, in: folder,
            environment: ["LAZARET_KEY": RunningGateway.key])
    }

    private func files() -> [String] {
        ["quarantine", "safe"].flatMap { (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/data/\($0)")) ?? [] }
            .filter { $0 != "incoming" }
    }

    private func holds(_ text: String) throws -> Bool {
        // What SQLite has overwritten may still be in free pages until they are used again; rows are what is looked at.
        let dump = Process()
        let output = Pipe()
        dump.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        dump.arguments = [folder.path + "/data/ledger.sqlite", ".dump"]
        dump.standardOutput = output
        try dump.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        dump.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self).contains(text)
    }

    @Test func showsFirstAndErasesThen() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        _ = try await gateway.upload("Good morning.\n", as: "very-private.txt")
        let dry = try await erase(gateway, "--dry-run")
        #expect(dry.code == 0 && dry.output.contains("remaining: 1 files (14 bytes)"), "\(dry.output)\(dry.errors)")
        let asked = try await erase(gateway)
        #expect(asked.code == 0 && asked.errors.contains("Nothing was erased"), "\(asked.output)\(asked.errors)")
        #expect(files().count == 1)
        #expect(try await erase(gateway, "--yes", to: "customer-2").code == 0)
        #expect(files().count == 1)
        let done = try await erase(gateway, "--yes", "--json")
        #expect(done.code == 0 && done.output.contains(#""attachments":1"#), "\(done.output)\(done.errors)")
        #expect(files().isEmpty)
        #expect(try await erase(gateway, "--yes", "--dry-run").code == 2)
        #expect(try await gateway.stop() == 0)
        #expect(try await Run.end(["audit", "verify"], in: folder).code == 0)
        let list = try await Run.end(["audit", "list"], in: folder)
        #expect(list.output.contains("customer.erased") && !list.output.contains("customer-1"))
        #expect(try !holds("very-private") && !holds("customer-1"))
    }

    @Test(arguments: ["withdrawn", "erased"]) func isFinishedAfterAKill(_ failpoint: String) async throws {
        let first = try await RunningGateway.start(in: folder, environment: ["LAZARET_FAILPOINT": "\(failpoint):1"])
        try await first.ready()
        for name in ["a.txt", "b.txt"] { _ = try await first.upload("Good morning, \(name).\n", as: name) }
        #expect(try await erase(first, "--yes").code == 3)
        _ = try await first.run.exitCode()
        #expect(try holds("customer-1"))
        let second = try await RunningGateway.start(in: folder)
        try await second.ready()
        let done = try await erase(second, "--yes")
        #expect(done.code == 0 && done.output.contains("erased:    2 files"), "\(done.output)\(done.errors)")
        #expect(files().isEmpty)
        #expect(try await second.stop() == 0)
        #expect(try await Run.end(["audit", "verify"], in: folder).code == 0)
        #expect(try !holds("customer-1"))
    }
}
