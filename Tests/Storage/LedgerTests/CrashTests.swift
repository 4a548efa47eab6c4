import Attachments
import Foundation
import Ledger
import Synchronization
import TestSupport
import Testing

@Suite struct CrashTests {
    /// The child writes down every identifier after it was acknowledged, and kills itself in the middle of the work.
    @Test(arguments: [7, 100, 431]) func keepsEverythingAcknowledgedWhenTheProcessIsKilled(_ acknowledgements: Int) async throws {
        let folder = try TestFolder()
        let ledgerPath = folder.path("ledger.db")
        let listPath = folder.path("acknowledged")
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [ledgerPath = ledgerPath as String, listPath = listPath as String, acknowledgements] in
            try await acceptUntilKilled(ledgerPath, listPath, after: acknowledgements)
        }

        let ledger = try await SQLiteLedger.open(in: folder)
        let acknowledged = try String(contentsOfFile: listPath, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(acknowledged.count >= acknowledgements)
        for id in acknowledged.compactMap(AttachmentID.init) {
            #expect(try await ledger.attachment(id) != nil)
            #expect(try await ledger.timeline(of: id).count == 1)
        }
        let queueStatistics = try await ledger.queueStatistics()
        #expect(queueStatistics.attachments[.received] == queueStatistics.jobs.waiting)
        #expect(queueStatistics.jobs.waiting >= acknowledged.count)
    }

    /// A log that is cut anywhere, as by a loss of power, gives whole transactions and never a part of one.
    @Test func holdsOnlyWholeTransactionsWhereverTheLogEnds() async throws {
        let folder = try TestFolder()
        let ledger = try await SQLiteLedger.open(in: folder)
        for number in 1...10 { try await ledger.release(number, messages: [NewMessage(kind: .file, idempotencyKey: "\(number)")]) }
        let log = try Data(contentsOf: URL(filePath: folder.path("ledger.db-wal")))
        let file = try Data(contentsOf: URL(filePath: folder.path("ledger.db")))

        var found = 0
        for length in stride(from: 0, through: log.count, by: 40_009) + [log.count] {
            let copy = try TestFolder()
            try file.write(to: URL(filePath: copy.path("ledger.db")))
            try log.prefix(length).write(to: URL(filePath: copy.path("ledger.db-wal")))
            let cut = try await SQLiteLedger.open(in: copy)
            let attachments = try await cut.attachments(matching: AttachmentQuery())
            let queueStatistics = try await cut.queueStatistics()
            for attachment in attachments {
                #expect(try await cut.timeline(of: attachment.id).last?.state == attachment.state)
            }
            #expect(queueStatistics.messages.waiting == attachments.count { $0.state == .released })
            #expect(queueStatistics.jobs.waiting + queueStatistics.jobs.leased == attachments.count { $0.state == .received })
            #expect(attachments.count >= found)
            found = attachments.count
        }
        #expect(found == 10)
    }

    @Test func acknowledgesNothingOnAFullDiskAndGoesOnAfterwards() async throws {
        let folder = try TestFolder()
        var options = SQLiteLedger.Options()
        options.maximumSize = 500_000
        let ledger = try await SQLiteLedger.open(in: folder, options: options)
        let name = String(repeating: "n", count: 4000)
        // The first ones alone: were all in one transaction with those that do not fit, none would be acknowledged.
        for number in 1...20 { _ = try await ledger.accept([.sample(number, name: name)], detail: "") }
        let results = await withTaskGroup { group in
            for number in 21...300 {
                group.addTask { (number, await code { try await ledger.accept([.sample(number, name: name)], detail: "") }) }
            }
            return await group.reduce(into: [Int: LedgerError.Code?]()) { $0[$1.0] = $1.1 }
        }
        #expect(results.values.contains(.full) && Set(results.values).isSubset(of: [nil, .full]))
        let acknowledged = (Array(1...20) + results.filter { $0.value == nil }.map(\.key)).map { AttachmentID.sample($0) }

        let roomier = try await SQLiteLedger.open(in: folder)
        let kept = try await roomier.attachments(matching: AttachmentQuery(limit: 1000)).map(\.id)
        #expect(Set(kept) == Set(acknowledged))
        #expect(try await roomier.queueStatistics().jobs.waiting == acknowledged.count)
        #expect(await code { try await roomier.accept([.sample(999, name: name)], detail: "") } == nil)
    }
}

/// Takes attachments in from eight tasks at once.
private func acceptUntilKilled(_ ledgerPath: String, _ listPath: String, after acknowledgements: Int) async throws {
    let ledger = try await SQLiteLedger(path: ledgerPath, now: { Date() }, newToken: { .random(in: 0...UInt64.max) })
    let list = Acknowledgements(path: listPath, limit: acknowledgements)
    try await withThrowingTaskGroup { group in
        for task in 1...8 {
            group.addTask {
                for number in 1...1_000_000 {
                    let attachment = Attachment.sample(task * 1_000_000 + number)
                    try await ledger.accept([attachment], detail: "")
                    list.append(attachment.id)
                }
            }
        }
        try await group.waitForAll()
    }
}

/// The list of what was acknowledged, in a file; the process ends when it is long enough.
private final class Acknowledgements: Sendable {
    private let path: String
    private let left: Mutex<Int>

    init(path: String, limit: Int) {
        self.path = path
        left = Mutex(limit)
        _ = FileManager.default.createFile(atPath: path, contents: nil)
    }

    func append(_ id: AttachmentID) {
        left.withLock { left in
            guard let file = FileHandle(forWritingAtPath: path) else { return }
            file.seekToEndOfFile()
            file.write(Data("\(id)\n".utf8))
            left -= 1
            if left == 0 { kill(getpid(), SIGKILL) }
        }
    }
}
