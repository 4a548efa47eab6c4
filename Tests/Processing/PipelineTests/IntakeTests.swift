import Attachments
import Foundation
import Ledger
import PrivateClamd
import PrivatePostgres
import Synchronization
import TestSupport
import Testing

@testable import ObjectStore
@testable import Pipeline

struct IntakeTests {
    private let sender = Sender(source: .upload, conversationID: "conversation", contactID: "customer", messageID: "message")

    @Test func takesFilesIntoQuarantineAndTheLedger() async throws {
        let fixture = try await Fixture()
        let accepted = try await fixture.intake.accept(
            Submission(files: [fixture.begin(.note), fixture.begin(.virus)], sender: sender))
        #expect(accepted.map(\.file.name) == ["note.txt", "letter.txt"])
        #expect(accepted.map(\.state) == [.received, .received])
        let note = try #require(accepted.first)
        #expect(note.file.size == Int64(Sample.note.bytes.count))
        #expect(note.file.sha256 == "ba6c10908649a4de4c1fe8b0c4efd93a9c6b5b18a1f3aa0aa3dd04799bb6c2bc")
        #expect(note.conversationID == "conversation" && note.contactID == "customer" && note.messageID == "message")
        for attachment in accepted {
            #expect(try await fixture.attachment(attachment.id) == attachment)
            #expect(try fixture.places(attachment.id) == ["quarantine"])
            #expect(try await fixture.states(attachment.id) == [.received])
        }
        #expect(try await fixture.ledger.queueStatistics().jobs.waiting == 2)
    }

    @Test func aFileOfExactlyTheLimitIsTakenAndOneByteMoreIsNot() async throws {
        let fixture = try await Fixture(Policy(maximumSize: 10))
        let fitting = try fixture.intake.begin(named: FileName(cleaning: "a.txt"), claimedType: nil)
        try fitting.write(Array("12345".utf8))
        try fitting.write(Array("67890".utf8))
        #expect(throws: IntakeError(tooLargeFor: 10)) { try fitting.write([1]) }
        fitting.discard()
        #expect(try fixture.isEmpty())
    }

    @Test func writesNothingOverTheLimit() async throws {
        let fixture = try await Fixture(Policy(maximumSize: 10))
        let file = try fixture.intake.begin(named: FileName(cleaning: "a.txt"), claimedType: nil)
        #expect(throws: IntakeError(tooLargeFor: 10)) { try file.write([UInt8](repeating: 1, count: 1000)) }
        let name = try #require(try fixture.folder.files(in: "quarantine/incoming").first)
        let path = fixture.folder.url.appending(path: "quarantine/incoming/\(name)")
        #expect(try Data(contentsOf: path).isEmpty)
    }

    @Test func takesANameBehindTheBytes() async throws {
        let fixture = try await Fixture()
        let file = try fixture.intake.begin()
        try file.write(Sample.note.bytes)
        file.describe(named: try FileName(cleaning: "late.txt"), claimedType: "text/plain")
        let accepted = try await fixture.intake.accept(Submission(files: [file], sender: sender))
        #expect(accepted.map(\.file.name) == ["late.txt"] && accepted.map(\.file.claimedType) == ["text/plain"])
    }

    @Test func takesNoFileWithoutAName() async throws {
        let fixture = try await Fixture()
        let files = [try fixture.begin(.note), try fixture.intake.begin()]
        try files[1].write(Sample.note.bytes)
        await #expect(throws: IntakeError.unnamed) { try await fixture.intake.accept(Submission(files: files, sender: sender)) }
        #expect(try fixture.isEmpty())
    }

    @Test func takesAllFilesOrNone() async throws {
        let fixture = try await Fixture()
        let files = try [fixture.begin(.note), fixture.begin(.empty), fixture.begin(.virus)]
        await #expect(throws: IntakeError.empty) { try await fixture.intake.accept(Submission(files: files, sender: sender)) }
        #expect(try fixture.isEmpty())
        #expect(try await fixture.ledger.attachments(matching: AttachmentQuery()).isEmpty)
    }

    @Test(arguments: [
        (LedgerError(.full, "") as any Error, IntakeError.Code.storageFull), (LedgerError(.overloaded, ""), .unavailable),
    ])
    func leavesNothingBehindWhenTheLedgerFails(_ failure: any Error, _ code: IntakeError.Code) async throws {
        let fixture = try await Fixture()
        let ledger = InterceptedLedger(fixture.ledger) { if $0 == .accept { throw failure } }
        let intake = fixture.intake(ledger: ledger)
        let files = try [fixture.begin(.note, at: intake), fixture.begin(.virus, at: intake)]
        let error = await #expect(throws: IntakeError.self) { try await intake.accept(Submission(files: files, sender: sender)) }
        #expect(error?.code == code)
        #expect(try fixture.isEmpty())
    }

    /// The server crashes behind the commit and before its answer, and stays away: nobody can say whether it was made.
    @Test(.timeLimit(.minutes(1))) func keepsTheBytesOfWhatMayHaveBeenAccepted() async throws {
        let server = try await TestServer()
        let fixture = try await Fixture()
        var options = PostgresLedger.Options()
        (options.connections, options.patience) = (1, .milliseconds(100))
        let ledger = try await PostgresLedger(
            url: server.url, options: options, now: { Date() }, newToken: { .random(in: 0 ... .max) })
        let intake = fixture.intake(ledger: ledger)
        func submission() throws -> Submission {
            Submission(
                files: [try fixture.begin(.note, at: intake)], sender: sender, keys: [IdempotencyKey(scope: "test", key: "again")])
        }
        // A commit waits for a standby that does not exist: it is in the log of the server, and not answered.
        try await TestDatabase.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'", at: server.url)
        try await TestDatabase.run("SELECT pg_reload_conf()", at: server.url)
        async let refused = #expect(throws: IntakeError.self) { try await intake.accept(submission()) }
        while try await TestDatabase.texts("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'", at: server.url).isEmpty {}
        try await server.kill()
        #expect(await refused?.code == .unavailable)

        try await server.resume()
        try await TestDatabase.run("ALTER SYSTEM RESET synchronous_standby_names", at: server.url)
        try await TestDatabase.run("SELECT pg_reload_conf()", at: server.url)
        // The sender tries again, and is told that it was accepted the first time.
        var accepted: AttachmentID?
        while accepted == nil {
            do { accepted = try await intake.accept(submission()).first?.id } catch let error as IntakeError {
                try #require(error.code == .unavailable)
            }
        }
        #expect(try fixture.places(#require(accepted)) == ["quarantine"])
    }

    @Test(
        arguments: [InterceptedStore.Call.create, .write, .publish],
        [(ObjectStoreError.Code.full, IntakeError.Code.storageFull), (.failed, .unavailable)])
    func leavesNothingBehindWhenTheStoreFails(
        _ call: InterceptedStore.Call, _ codes: (ObjectStoreError.Code, IntakeError.Code)
    ) async throws {
        let fixture = try await Fixture()
        let calls = Mutex(0)
        let store = InterceptedStore(fixture.store) { made in
            guard made == call else { return }
            // Each call passes here twice: the second file is the one that fails.
            let number = calls.withLock { count in
                count += 1
                return count
            }
            if number == 3 { throw ObjectStoreError(codes.0, "") }
        }
        let intake = fixture.intake(store: store)
        let error = await #expect(throws: IntakeError.self) {
            var files: [IncomingFile] = []
            defer { for file in files { file.discard() } }
            for sample in [Sample.note, .virus] { files.append(try fixture.begin(sample, at: intake)) }
            _ = try await intake.accept(Submission(files: files, sender: sender))
        }
        #expect(error?.code == codes.1)
        #expect(try fixture.isEmpty())
        #expect(try await fixture.ledger.attachments(matching: AttachmentQuery()).isEmpty)
    }

    @Test func aFileThatNobodyFinishesLeavesNothing() async throws {
        let fixture = try await Fixture()
        _ = try fixture.begin(.note)
        #expect(try fixture.isEmpty())
    }

    @Test func errorsTellNothingOfTheInside() {
        for error in [
            IntakeError(storing: LedgerError(.full, "/var/lib/ledger")),
            IntakeError(storing: ObjectStoreError(.failed, "/var/lib")),
        ] {
            #expect(!error.description.contains("/var"))
        }
    }
}

struct QuarantineSweepTests {
    @Test func removesOrphansAndOnlyThose() async throws {
        let fixture = try await Fixture()
        let accepted = try await fixture.accept(.note)
        let released = try await fixture.accept(.note)
        let job = try #require(try await fixture.ledger.takeJobs(limit: 2, lease: .seconds(60)).last)
        await fixture.judge(ScriptedScanner(.clean)).work(on: job)
        // Made durable, and then the process ended before the ledger's transaction.
        let orphan = try fixture.begin(.note)
        _ = try await orphan.publish()
        let unfinished = try fixture.begin(.note)

        let sweep = QuarantineSweep(store: fixture.store, ledger: fixture.ledger)
        #expect(try await sweep.run() == 2)
        #expect(try fixture.places(accepted) == ["quarantine"])
        #expect(try fixture.places(released) == ["safe"])
        #expect(try fixture.places(orphan.id).isEmpty && fixture.places(unfinished.id).isEmpty)
        #expect(try await sweep.run() == 0)
    }

    @Test func removesWhatCameBehindTheEnd() async throws {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(ScriptedScanner(.infected)))
        #expect(try fixture.isEmpty())
        let late = try fixture.intake.begin(id, named: FileName(cleaning: "late.txt"), claimedType: nil)
        try late.write(Sample.note.bytes)
        _ = try await late.publish()
        #expect(try await QuarantineSweep(store: fixture.store, ledger: fixture.ledger).run() == 1)
        #expect(try fixture.isEmpty())
    }

    @Test func removesNothingWhenTheLedgerCannotBeRead() async throws {
        let fixture = try await Fixture()
        let file = try fixture.begin(.note)
        _ = try await file.publish()
        struct Broken: Error {}
        let ledger = InterceptedLedger(fixture.ledger) { if $0 == .attachment { throw Broken() } }
        await #expect(throws: Broken.self) {
            try await QuarantineSweep(store: fixture.store, ledger: ledger).run()
        }
        #expect(try fixture.places(file.id) == ["quarantine"])
    }
}
