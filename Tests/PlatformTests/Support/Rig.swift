import Attachments
import Channels
import Egress
import FileIO
import Foundation
import Genesys
import GenesysSimulator
import HTTPClient
import HTTPServer
import Inspection
import Ledger
import Lifecycle
import ObjectStore
import Observability
import Pipeline
import PrivateClamd
import Scanning
import Story
import Testing
import Watcher

import struct Attachments.Attachment
import protocol Scanning.Scanner

/// The gateway's whole pipeline on real parts, and the simulator as the platform: what runs in between is HTTP and sockets on loopback.
final class Rig: Sendable {
    let folder: TestFolder
    let store: LocalObjectStore
    let ledger: SQLiteLedger
    let intake: Intake
    let platform: SimulatedPlatform
    let client: PlatformClient
    let links: LiveLinks

    private init(
        folder: TestFolder, store: LocalObjectStore, ledger: SQLiteLedger, intake: Intake, platform: SimulatedPlatform,
        client: PlatformClient, links: LiveLinks
    ) {
        self.folder = folder
        self.store = store
        self.ledger = ledger
        self.intake = intake
        self.platform = platform
        self.client = client
        self.links = links
    }

    /// What a test wants otherwise.
    struct Settings: Sendable {
        var routes = RouteSet.platform
        var rules = OutcomeRules()
        var files = FileHandler()
        var watchesOpenMessaging = false
        var callsPerMinute: Int? = nil
        var handover: (@Sendable (LiveLinks) -> HandoverCourier?)?
        var integrations = [OpenIntegration()]
        var deploymentID: String? = PlatformConfiguration.demoDeploymentID
        var orderPatience = Duration.seconds(3)
        /// A scan takes so long.
        var scanner: (any Scanner)?
    }

    static let queueTopic = "v2.routing.queues.\(PlatformConfiguration.demoQueueID).conversations.messages"

    /// Runs everything for as long as the body does.
    static func run(_ settings: Settings = Settings(), _ body: @Sendable (Rig) async throws -> Void) async throws {
        let folder = try TestFolder()
        let store = try LocalObjectStore(path: folder.url.path, threads: 2)
        let ledger = try await SQLiteLedger(
            path: folder.url.appending(path: "ledger.sqlite").path, now: { Date() }, newToken: { UInt64.random(in: 0 ... .max) })
        var simulation = GenesysSimulator.Configuration()
        simulation.port = 0
        simulation.platform.callsPerMinute = settings.callsPerMinute
        simulation.platform.integrations = settings.integrations
        simulation.socketPort = try FreePort.find()
        let simulator = try GenesysSimulator(simulation)
        let address = "http://127.0.0.1:\(simulator.boundPort)"

        var listening = HTTPServer.Configuration()
        listening.port = 0
        let links = LiveLinks(handler: settings.files)
        let server = try HTTPServer(listening, handler: settings.files)
        links.address = "http://127.0.0.1:\(server.boundPort)"

        let http = HTTPClient()
        let configuration = GenesysConfiguration(
            region: Region(domain: "mypurecloud.com"), clientID: simulation.platform.clientID,
            clientSecret: Secret(simulation.platform.clientSecret), routes: Routes(settings.routes), loginURL: address,
            apiURL: address, streamingURL: "ws://127.0.0.1:\(simulation.socketPort)", integrationID: OpenIntegration.demoID,
            deploymentID: settings.deploymentID,
            timeout: .seconds(20), limits: CallLimits(callsPerMinute: 1_000_000, failuresBeforePause: 50, pause: .milliseconds(200))
        )
        let client = PlatformClient(configuration, http: http)

        let policy = LivePolicy(Policy())
        let stages = StageMetrics(MetricsRegistry())
        var pipeline = PipelineConfiguration()
        pipeline.outcomes = settings.rules
        pipeline.deliveryBackoff = Backoff(base: .milliseconds(20), cap: .milliseconds(500))
        pipeline.fetchBackoff = Backoff(base: .milliseconds(20), cap: .milliseconds(500))
        pipeline.maximumSearches = 60
        let intake = Intake(
            store: store, ledger: ledger, policy: policy, delivers: true, identifiers: .system, now: { Date() }, metrics: stages,
            placeholderAfter: settings.rules.placeholderAfter, orderPatience: settings.orderPatience)
        var guarded = EgressGuard.Configuration()
        guarded.allowsPlainHTTP = true
        guarded.allowPrivate = ["127.0.0.0/8", "::1/128"].compactMap { AddressBlock($0) }
        guarded.ports = [simulator.boundPort]
        guarded.trustedOrigins = configuration.trustedOrigins
        let source = PlatformFiles(
            PlatformDownloads(client, by: Downloader(EgressGuard(guarded), http: http)), client: client, into: intake)
        let watch = MessageWatch(into: intake, includesOpenMessaging: settings.watchesOpenMessaging)
        var times = ListenerSettings()
        times.backoffBase = .milliseconds(10)
        times.backoffCap = .milliseconds(200)
        let notifications = PlatformNotifications(client, watch, topics: [queueTopic], ledger: ledger)
        let listener =
            settings.routes == .platform
            ? try NotificationListener(topics: [queueTopic], platform: notifications, settings: times) { await watch.take($0) }
            : try NotificationListener(
                eventTypes: ["conversation.media.upload"], platform: notifications, settings: times
            ) { await watch.take($0) }
        let couriers = RigCouriers(
            platform: OpenMessagingCourier(client) { _ in OpenIntegration.demoID },
            outcomes: OutcomeCourier(client) { try await store.bytes(of: $0) },
            handover: settings.handover?(links))
        let dispatcher = Dispatcher(
            ledger: ledger, courier: couriers, link: { try links.url(for: $0) }, configuration: pipeline, now: { Date() },
            chance: { 0.5 }, metrics: stages, log: Logger())
        let fetcher = Fetcher(
            intake: intake, ledger: ledger, source: source, policy: policy, delivers: true, configuration: pipeline,
            now: { Date() }, chance: { 0.5 }, metrics: stages, log: Logger())
        let scanner = settings.scanner
        let rig = Rig(
            folder: folder, store: store, ledger: ledger, intake: intake,
            platform: SimulatedPlatform(address: address, http: http), client: client, links: links)
        let judging = pipeline
        try await PrivateClamd.run { clamd in
            let judge = Judge(
                store: store, ledger: ledger, inspector: Inspector(threads: 2), scanner: scanner ?? clamd, policy: policy,
                delivers: true, configuration: judging, now: { Date() }, chance: { 0.5 }, metrics: stages, log: Logger())
            let stop = StopSignal()
            let outside = StopSignal()
            try await withThrowingTaskGroup { group in
                group.addTask { try await simulator.run(until: outside) }
                group.addTask { try await server.run(until: outside) }
                group.addTask { await listener.run(until: stop) }
                group.addTask { try await dispatcher.run(until: stop) }
                group.addTask { try await fetcher.run(until: stop) }
                group.addTask { try await Worker(judge).run(until: stop) }
                defer {
                    stop.trigger()
                    outside.trigger()
                }
                #expect(await eventually { listener.isLive })
                try await body(rig)
            }
        }
        await client.close()
        withExtendedLifetime(folder) {}
    }

    /// The only attachment, once it is in a state.
    func attachment(_ state: AttachmentState) async throws -> Attachment {
        #expect(try await eventually { try await ledger.attachments(matching: .init()).first?.state == state })
        return try #require(try await ledger.attachments(matching: .init()).first)
    }

    /// Whether nothing waits any more: no file, no message.
    func isIdle() async throws -> Bool {
        let depths = try await ledger.depths()
        return [depths.jobs, depths.messages, depths.fetches].allSatisfy { $0.waiting == 0 && $0.leased == 0 }
    }

    func details(_ id: AttachmentID) async throws -> [String] { try await ledger.timeline(of: id).map(\.detail) }
}

/// Every courier of the rig, by what they take.
struct RigCouriers: Courier {
    let platform: OpenMessagingCourier
    let outcomes: OutcomeCourier
    let handover: HandoverCourier?

    func deliver(_ parcel: Parcel) async -> CourierAnswer {
        switch parcel.contents {
        case .handover: await handover?.deliver(parcel) ?? .skipped(reason: "none")
        case .file, .notice, .text, .receipt, .forward, .card, .transcript, .click, .report: await platform.deliver(parcel)
        case .placeholder, .attributes, .removal, .alert, .disconnection, .note: await outcomes.deliver(parcel)
        }
    }
}

extension LocalObjectStore {
    func bytes(of id: AttachmentID) async throws -> [UInt8] {
        let file = try await openReleased(id)
        return try file.read(upTo: Int(file.size), at: 0)
    }
}

/// Asks again and again until the answer is yes; `false` when it is not in time.
func eventually(within limit: Duration = .seconds(30), _ condition: () async throws -> Bool) async rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        // Behind the condition: a machine that is busy may wake us long after the time is up.
        guard ContinuousClock.now < deadline else { return false }
        // Cancelled only when the whole test is.
        try? await Task.sleep(for: .milliseconds(10))
    }
    return true
}
