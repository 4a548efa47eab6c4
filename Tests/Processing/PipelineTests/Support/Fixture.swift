import Assessment
import Attachments
import Foundation
import Inspection
import Ledger
import ObjectStore
import Observability
import PrivateClamd
import Scanning
import TestSupport
import Testing

import struct Attachments.Attachment
import protocol Scanning.Scanner

@testable import Pipeline

/// A pipeline on real parts: a folder of its own, SQLite, local files, and a clock that stands still until it is moved.
final class Fixture: Sendable {
    let folder: TestFolder
    let store: LocalObjectStore
    let ledger: SQLiteLedger
    let policy: LivePolicy
    let clock = TestClock()
    let metrics = MetricsRegistry()
    let stages: StageMetrics
    let configuration: PipelineConfiguration

    private static let inspector = Inspector(threads: 2)

    /// - Parameter isLive: whether the ledger goes by the real clock.
    init(
        _ policy: Policy = Policy(), isLive: Bool = false, configure: (inout PipelineConfiguration) -> Void = { _ in }
    ) async throws {
        let folder = try TestFolder()
        self.folder = folder
        let clock = clock
        store = try LocalObjectStore(path: folder.url.path, threads: 2)
        ledger = try await SQLiteLedger(
            path: folder.url.appending(path: "ledger.sqlite").path, now: { isLive ? Date() : clock.now },
            newToken: { UInt64.random(in: 0 ... .max) })
        self.policy = LivePolicy(policy)
        stages = StageMetrics(metrics)
        var configuration = PipelineConfiguration()
        configure(&configuration)
        self.configuration = configuration
    }

    /// What the parts work with; a test may put something else in place of the store or the ledger.
    func context(
        store: (any ObjectStore)? = nil, ledger: (any Ledger)? = nil, delivers: Bool = true, isLive: Bool = false
    ) -> PipelineContext {
        PipelineContext(
            store: store ?? self.store, ledger: ledger ?? self.ledger, policy: policy, delivers: delivers,
            configuration: configuration, now: { [clock] in isLive ? Date() : clock.now }, chance: { 0.5 }, metrics: stages,
            log: Logger())
    }

    var intake: Intake { intake() }

    func intake(store: (any ObjectStore)? = nil, ledger: (any Ledger)? = nil) -> Intake {
        Intake(context(store: store, ledger: ledger), identifiers: .system)
    }

    func judge(
        _ scanner: any Scanner, store: (any ObjectStore)? = nil, ledger: (any Ledger)? = nil, delivers: Bool = true,
        isLive: Bool = false
    ) -> Judge {
        Judge(
            context(store: store, ledger: ledger, delivers: delivers, isLive: isLive), assessment: assessment(scanner))
    }

    /// Type and engine; other examiners behind them.
    func assessment(_ scanner: any Scanner, and others: [any Examiner] = []) -> Assessment {
        Assessment([TypeExaminer(Self.inspector), ClamdExaminer(scanner)] + others) { [ledger] in
            try await ledger.examination(of: $0, by: $1, version: $2)
        }
    }

    func dispatcher(
        _ transport: ScriptedTransport, ledger: (any Ledger)? = nil, chance: Double = 0.5, log: Logger = Logger(),
        link: DeliverySources.LinkMaker? = nil
    ) -> Dispatcher { dispatcher(transport.router, ledger: ledger, chance: chance, log: log, link: link) }

    func dispatcher(
        _ router: DeliveryRouter, ledger: (any Ledger)? = nil, chance: Double = 0.5, log: Logger = Logger(),
        link: DeliverySources.LinkMaker? = nil
    ) -> Dispatcher {
        Dispatcher(
            ledger: ledger ?? self.ledger, router: router, link: link ?? Self.link, configuration: configuration,
            now: { [clock] in clock.now }, chance: { chance }, metrics: stages, log: log)
    }

    static let link: DeliverySources.LinkMaker = { attachment in
        try #require(URL(string: "https://files.example.com/\(attachment.id)"))
    }

    // MARK: What tests do

    /// Starts a file and writes its bytes.
    func begin(_ sample: Sample, at intake: Intake? = nil) throws -> IncomingFile {
        let file = try (intake ?? self.intake).begin(named: try FileName(cleaning: sample.name), claimedType: sample.type)
        try file.write(sample.bytes)
        return file
    }

    /// Takes a file in, from a customer unless another sender is named.
    @discardableResult
    func accept(_ sample: Sample, from sender: Sender = Sender(source: .upload, contactID: "customer")) async throws -> AttachmentID
    {
        let accepted = try await intake.accept(Submission(files: [begin(sample)], sender: sender))
        return try #require(accepted.first).id
    }

    /// Works on every job that is due, until none is.
    func work(_ judge: Judge) async throws {
        while case let jobs = try await ledger.takeJobs(limit: 10, lease: configuration.lease), !jobs.isEmpty {
            for job in jobs { await judge.work(on: job) }
        }
    }

    /// Delivers every message that is due, until none is.
    func deliver(_ dispatcher: Dispatcher) async throws {
        while case let messages = try await ledger.takeMessages(limit: 10, lease: configuration.lease), !messages.isEmpty {
            for message in messages { await dispatcher.deliver(message) }
        }
    }

    // MARK: What tests look at

    func attachment(_ id: AttachmentID) async throws -> Attachment { try #require(try await ledger.attachment(id)) }

    func state(_ id: AttachmentID) async throws -> AttachmentState { try await attachment(id).state }

    func states(_ id: AttachmentID) async throws -> [AttachmentState] { try await ledger.timeline(of: id).map(\.state) }

    func actions() async throws -> [String] { try await ledger.audit(after: 0, limit: 100).map(\.entry.action) }

    /// Every message that waits, taken and given back.
    func messages() async throws -> [OutboxMessage] {
        try await ledger.endLeases()
        let depth = try await ledger.queueStatistics().messages
        let taken = try await ledger.takeMessages(limit: 100, lease: .seconds(1))
        #expect(taken.count == depth.waiting)
        try await ledger.endLeases()
        return taken
    }

    /// Where the bytes of an attachment are: the names of the folders.
    func places(_ id: AttachmentID) throws -> [String] {
        try ["quarantine", "quarantine/incoming", "safe"].filter { try folder.files(in: $0).contains(id.description) }
    }

    /// Whether no byte is left of anything.
    func isEmpty() throws -> Bool {
        try ["quarantine", "quarantine/incoming", "safe"].allSatisfy { try folder.files(in: $0).isEmpty }
    }
}

extension IncomingFile {
    /// Takes the next bytes.
    func write(_ bytes: [UInt8]) throws(IntakeError) { try unsafe write(bytes.span.bytes) }
}
