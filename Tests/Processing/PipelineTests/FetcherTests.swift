import Attachments
import FileIO
import Foundation
import Ledger
import ObjectStore
import Observability
import Synchronization
import TestSupport
import Testing

@testable import Pipeline

@Suite struct FetcherTests {
    private let contact = "anna"

    @Test func bringsAnAnnouncedFileIntoQuarantine() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file(Sample.note.name, type: "text/plain")])
        try await fixture.fetch(ScriptedSource())

        let attachment = try #require(try await fixture.ledger.attachments(matching: .init()).first)
        #expect(attachment.state == .received && attachment.file.name == Sample.note.name && attachment.source == .webhook)
        #expect(attachment.file.size == Int64(Sample.note.bytes.count) && attachment.conversationID == "c1")
        #expect(try fixture.places(attachment.id) == ["quarantine"])
        #expect(try await fixture.ledger.queueStatistics().fetches == .init())
        #expect(try await fixture.ledger.queueStatistics().jobs.waiting == 1)
    }

    @Test func triesAgainUntilTheFileIsThere() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file("a.txt")])
        let source = ScriptedSource { $0 < 3 ? .missing(reason: "not there") : .complete(name: nil, type: nil) }
        for attempt in 1...2 {
            try await fixture.fetch(source)
            #expect(source.count == attempt)
            #expect(try fixture.isEmpty())
            fixture.clock.advance(by: .seconds(600))
        }
        try await fixture.fetch(source)
        #expect(try await fixture.ledger.queueStatistics().jobs.waiting == 1)
    }

    @Test func waitsAsLongAsThePlatformAsks() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file("a.txt")])
        let source = ScriptedSource { _ in .later(reason: "busy", after: .seconds(100)) }
        try await fixture.fetch(source)
        fixture.clock.advance(by: .seconds(99))
        try await fixture.fetch(source)
        #expect(source.count == 1)
        fixture.clock.advance(by: .seconds(2))
        try await fixture.fetch(source)
        #expect(source.count == 2)
    }

    @Test func tellsTheCustomerWhenItGivesUp() async throws {
        let fixture = try await Fixture { $0.maximumSearches = 2 }
        try await fixture.announce([.file("a.txt", size: 5)])
        let source = ScriptedSource { _ in .missing(reason: "The platform does not have the file (404).") }
        try await fixture.fetch(source)
        fixture.clock.advance(by: .seconds(600))
        try await fixture.fetch(source)

        let attachment = try #require(try await fixture.ledger.attachments(matching: .init()).first)
        #expect(attachment.state == .failed && attachment.verdict.outcome == .error)
        #expect(attachment.verdict.reasons == ["The platform does not have the file (404)."])
        #expect(try await fixture.ledger.queueStatistics().fetches == .init(parked: 1))
        let notices = try await fixture.messages()
        #expect(notices.map(\.kind) == [.notice, .attributes])
        #expect(notices.compactMap(\.payload) == [CustomerNotice.notFetched.sentence])
        #expect(try fixture.isEmpty())

        // An operator has seen to it.
        #expect(try await fixture.ledger.retry(attachment.id, by: "operator", reason: "again"))
        try await fixture.fetch(ScriptedSource())
        #expect(try await fixture.state(attachment.id) == .received)
    }

    @Test(arguments: [
        (AnnouncedFile.file("a.png", type: "video/mp4"), CustomerNotice.typeNotAllowed),
        (.file("a.txt", size: 11_000_000), .tooLarge), (.file("report.pdf.exe"), .nameNotAllowed),
    ])
    func refusesByWhatIsSaidBeforeAByteIsFetched(_ file: AnnouncedFile, _ notice: CustomerNotice) async throws {
        let fixture = try await Fixture()
        try await fixture.announce([file])
        let source = ScriptedSource()
        try await fixture.fetch(source)
        #expect(source.count == 0)
        #expect(try await fixture.ledger.attachments(matching: .init()).map(\.state) == [.rejected])
        #expect(try await fixture.messages().compactMap(\.payload) == [notice.sentence])
        #expect(try await fixture.ledger.queueStatistics().fetches == .init())
    }

    @Test(arguments: ["application/vnd.ms-excel", "text/comma-separated-values", "*/*", "file"])
    func fetchesWhatMayTurnOutToBeAllowed(_ type: String) async throws {
        let fixture = try await Fixture(Policy(allow: ["text/csv"]))
        let source = ScriptedSource()
        try await fixture.announce([.file("a.csv", type: type)])
        try await fixture.fetch(source)
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        #expect(try await fixture.ledger.queueStatistics().attachments.filter { $0.value > 0 } == [.released: 1])
    }

    @Test func refusesWhatGrowsBeyondTheLimitOnTheWay() async throws {
        let fixture = try await Fixture(Policy(maximumSize: 10))
        try await fixture.announce([.file("a.txt", size: 5), .file("b.txt")])
        try await fixture.fetch(ScriptedSource([UInt8](repeating: 65, count: 11)))
        #expect(try await fixture.ledger.attachments(matching: .init()).map(\.state) == [.rejected, .rejected])
        #expect(try fixture.isEmpty())
    }

    @Test func refusesAnEmptyFile() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file("a.txt")])
        try await fixture.fetch(ScriptedSource([]))
        #expect(try await fixture.ledger.attachments(matching: .init()).map(\.state) == [.rejected])
        #expect(try await fixture.messages().compactMap(\.payload) == [CustomerNotice.empty.sentence])
    }

    @Test func goesOnWhereverItWasCut() async throws {
        for cuts in 1... {
            let fixture = try await Fixture()
            try await fixture.announce([.file("a.txt")])
            let cut = Cut(after: cuts)
            let intake = fixture.intake(
                store: InterceptedStore(fixture.store, cut), ledger: InterceptedLedger(fixture.ledger, cut))
            let cutOff = fixture.fetcher(ScriptedSource(), intake: intake, ledger: InterceptedLedger(fixture.ledger, cut))
            for fetch in try await fixture.ledger.takeFetches(limit: 5, lease: .seconds(60)) { await cutOff.work(on: fetch) }
            // The next start.
            try await fixture.ledger.endLeases()
            _ = try await QuarantineSweep(store: fixture.store, ledger: fixture.ledger).run()
            fixture.clock.advance(by: .seconds(600))
            try await fixture.fetch(ScriptedSource())
            let attachments = try await fixture.ledger.attachments(matching: .init())
            #expect(attachments.map(\.state) == [.received], "cut after \(cuts)")
            let id = try #require(attachments.first).id
            #expect(try fixture.places(id) == ["quarantine"], "cut after \(cuts)")
            #expect(try await fixture.ledger.queueStatistics().jobs.waiting == 1)
            if !cut.happened { return }
        }
    }

    /// It stood still for longer than its lease, and comes back.
    @Test(arguments: [false, true]) func leavesWhatAnotherOneHasBroughtIn(isReleased: Bool) async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file("a.txt")])
        let late = try #require(try await fixture.ledger.takeFetches(limit: 1, lease: .seconds(60)).first)
        fixture.clock.advance(by: .seconds(61))
        try await fixture.fetch(ScriptedSource())
        if isReleased { try await fixture.work(fixture.judge(ScriptedScanner(.clean))) }
        await fixture.fetcher(ScriptedSource([7, 7, 7])).work(on: late)
        #expect(try fixture.places(late.id) == [isReleased ? "safe" : "quarantine"])
        let digest = try await fixture.attachment(late.id).file.sha256
        #expect(try await fixture.store.open(late.id, sha256: digest).size == Int64(Sample.note.bytes.count))
    }

    /// One died behind its writing; another brings the file in while the sweep is on its way.
    @Test func theSweepLeavesWhatIsStillToBeFetched() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file("a.txt")])
        let fetch = try #require(try await fixture.ledger.takeFetches(limit: 1, lease: .seconds(60)).first)
        let file = try fixture.intake.begin(fetch.id, named: FileName(cleaning: "a.txt"), claimedType: nil)
        try file.write(Sample.note.bytes)
        _ = try await file.publish()
        #expect(try await QuarantineSweep(store: fixture.store, ledger: fixture.ledger).run() == 0)
        #expect(try fixture.places(fetch.id) == ["quarantine"])
    }

    @Test func leavesWhatMayHaveBeenWrittenDown() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file("a.txt")])
        let commits = Atomic(0)
        let silent = InterceptedLedger(fixture.ledger) { call in
            // Behind the commit.
            guard call == .commit, commits.add(1, ordering: .relaxed).newValue == 2 else { return }
            throw LedgerError(.unavailable, "The answer was lost.")
        }
        for fetch in try await fixture.ledger.takeFetches(limit: 1, lease: .seconds(60)) {
            await fixture.fetcher(ScriptedSource(), ledger: silent).work(on: fetch)
        }
        let attachment = try #require(try await fixture.ledger.attachments(matching: .init()).first)
        #expect(attachment.state == .received)
        #expect(try fixture.places(attachment.id) == ["quarantine"])
    }
}

@Suite struct ForwardTests {
    @Test func passesAnAgentsMessageOnWithLinksWhenAllFilesAreJudged() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file("a.txt"), .file("b.txt")], direction: .outbound, expectsReceipt: true)
        try await fixture.fetch(ScriptedSource())
        let transport = ScriptedTransport()
        try await fixture.deliver(fixture.dispatcher(transport))
        #expect(transport.deliveries.isEmpty)

        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        try await fixture.deliver(fixture.dispatcher(transport))

        let forward = try #require(transport.deliveries.first?.message as? OutgoingForward)
        #expect(forward.origin.text == "Hello" && transport.deliveries.first?.channel == "shop")
        #expect(forward.files.map { $0.link != nil } == [true, true])
        #expect(forward.files.map(\.attachment.file.name) == ["a.txt", "b.txt"])
        let receipt = try #require(transport.deliveries.last?.message as? OutgoingReceipt)
        #expect(receipt.fate == .delivered && transport.deliveries.count == 2)
    }

    @Test func tellsTheAgentWhichFileDidNotReachTheCustomer() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file("a.txt"), .file("b.txt", type: "video/mp4")], direction: .outbound, expectsReceipt: true)
        try await fixture.fetch(ScriptedSource())
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        let transport = ScriptedTransport()
        try await fixture.deliver(fixture.dispatcher(transport))

        let forward = try #require(transport.deliveries.first?.message as? OutgoingForward)
        #expect(forward.files.map { $0.link != nil } == [true, false])
        let fate = try #require(transport.deliveries.last?.message as? OutgoingReceipt).fate
        #expect(fate.status == .failed && fate.code == "MediaTypeNotAllowed")
    }

    @Test func passesNothingOnOfWhichNothingIsLeft() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file("b.txt", type: "video/mp4")], direction: .outbound, text: nil, expectsReceipt: true)
        try await fixture.fetch(ScriptedSource())
        let transport = ScriptedTransport()
        try await fixture.deliver(fixture.dispatcher(transport))
        #expect(transport.deliveries.count == 1)
        #expect(transport.messages(OutgoingReceipt.self).map(\.fate.status) == [.failed])
    }

    @Test func tellsThePlatformWhenTheChannelDoesNotTakeIt() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([], direction: .outbound, expectsReceipt: true)
        let transport = ScriptedTransport { $0 == 1 ? .refused(reason: "no") : .delivered(remoteID: nil, detail: "told") }
        try await fixture.deliver(fixture.dispatcher(transport))
        let receipt = try #require(transport.deliveries.last?.message as? OutgoingReceipt)
        #expect(receipt.fate == .failed(code: "GeneralError", reason: "The channel did not take the message."))
    }

    @Test func keepsTheOrderOfWhatAnAgentWrites() async throws {
        let fixture = try await Fixture()
        try await fixture.announce([.file("a.txt")], direction: .outbound, text: "first", key: "m1")
        try await fixture.announce([], direction: .outbound, text: "second", key: "m2")
        let transport = ScriptedTransport()
        try await fixture.deliver(fixture.dispatcher(transport))
        #expect(transport.deliveries.isEmpty)

        try await fixture.fetch(ScriptedSource())
        try await fixture.work(fixture.judge(ScriptedScanner(.clean)))
        try await fixture.deliver(fixture.dispatcher(transport))
        #expect(transport.messages(OutgoingForward.self).map(\.origin.text) == ["first", "second"])
    }

    @Test func takesAMessageThatIsToldTwiceOnce() async throws {
        let fixture = try await Fixture()
        #expect(try await fixture.announce([.file("a.txt")]))
        #expect(try await fixture.announce([.file("a.txt")]) == false)
        #expect(try await fixture.ledger.queueStatistics().fetches.waiting == 1)
    }
}

extension AnnouncedFile {
    static func file(_ name: String, type: String? = nil, size: Int64? = nil) -> AnnouncedFile {
        AnnouncedFile(location: .url("https://api.example.com/\(name)"), name: name, claimedType: type, claimedSize: size)
    }
}

extension Fixture {
    @discardableResult
    fileprivate func announce(
        _ files: [AnnouncedFile], direction: ConversationMessage.Direction = .inbound, text: String? = "Hello",
        key: String = "m1", expectsReceipt: Bool = false
    ) async throws -> Bool {
        let message = ConversationMessage(
            id: intake.nextMessageID(), key: key, direction: direction, source: .webhook,
            channel: direction == .outbound ? "shop" : nil, externalID: key, conversationID: "c1", text: text, payload: "{}",
            createdAt: clock.now)
        return try await intake.announce(message, files: files, expectsReceipt: expectsReceipt)
    }

    fileprivate func fetcher(_ source: any FileSource, intake: Intake? = nil, ledger: (any Ledger)? = nil) -> Fetcher {
        Fetcher(context(ledger: ledger), intake: intake ?? self.intake, source: source)
    }

    /// Makes one attempt at everything that is due.
    fileprivate func fetch(_ source: any FileSource) async throws {
        for fetch in try await ledger.takeFetches(limit: 10, lease: configuration.lease) { await fetcher(source).work(on: fetch) }
    }
}
