import Foundation
import TestSupport
import Testing

/// What a loss of power may leave: seen in the order of the program's own system calls. What is to last is synced before anybody is told of it.
@Suite struct SyncOrderTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder.withSignatures() }

    @Test func syncsFileAndFolderBeforeTheLedgerAndTheLedgerBeforeTheAnswer() async throws {
        let (calls, id) = try await calls { gateway in
            let answer = try await gateway.upload("Good morning.\n", wait: 0)
            #expect(answer.status == 202)
            let id = try #require(answer.member("id"))
            try await gateway.wait(for: id, toBe: "released")
            return id
        }
        let intake = [
            ["fdatasync(", "incoming/\(id)>"], ["renameat(", "incoming>, \"\(id)", "quarantine>"], ["fsync(", "quarantine>"],
            ["fdatasync(", "ledger.sqlite-wal>"],
        ]
        #expect(calls.missing(intake + [["HTTP/1.1 202"]]) == nil)
        let release = [
            ["FILDES"], ["fdatasync(", "ledger.sqlite-wal>"], ["renameat(", "quarantine>, \"\(id)", "safe>"], ["fsync(", "safe>"],
            ["fsync(", "quarantine>"], ["fdatasync(", "ledger.sqlite-wal>"], ["\"released"],
        ]
        #expect(calls.missing(intake + release) == nil)
    }

    @Test func syncsTheLedgerBeforeWhatIsInfectedIsDestroyed() async throws {
        let (calls, id) = try await calls { gateway in
            let answer = try await gateway.upload(Eicar.text)
            #expect(answer.status == 422)
            try await gateway.run.wait("the bytes are destroyed") { try folder.isEmpty("data/quarantine", but: ["incoming"]) }
            return try #require(answer.member("attachment"))
        }
        let destruction = [
            ["FILDES"], ["fdatasync(", "ledger.sqlite-wal>"], ["unlinkat(", "quarantine>, \"\(id)"], ["fsync(", "quarantine>"],
            ["fdatasync(", "ledger.sqlite-wal>"],
        ]
        #expect(calls.missing(destruction) == nil)
    }

    /// What a gateway does while something is asked of it, and what that gave.
    private func calls(_ body: (RunningGateway) async throws -> String) async throws -> (SystemCalls, String) {
        let trace = folder.path + "/trace"
        let names = "fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,sendto,sendmsg,write,writev"
        let file = try RunningGateway.configure(folder)
        // -D: the gateway is our own child, and gets our signals.
        let run = try await Run.start(
            ["serve", "--config", file], in: folder,
            under: ["/usr/bin/strace", "-D", "-f", "-y", "-s", "4096", "-e", "signal=none", "-e", "trace=\(names)", "-o", trace])
        let gateway = try await RunningGateway(run)
        try await gateway.ready()
        let id = try await body(gateway)
        #expect(try await gateway.stop() == 0)
        return (SystemCalls(folder.read("trace")), id)
    }
}

extension TestFolder {
    fileprivate func isEmpty(_ name: String, but names: [String]) throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)") == names
    }
}
