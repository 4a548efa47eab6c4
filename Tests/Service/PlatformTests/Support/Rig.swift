import Application
import Attachments
import Channels
import Configuration
import Crypto
import Egress
import FileIO
import Foundation
import Gateway
import Genesys
import GenesysSimulator
import HTTPClient
import Ledger
import Lifecycle
import ObjectStore
import Observability
import Pipeline
import PrivateClamd
import Scanning
import Story
import TestApplication
import TestSupport
import Testing
import Watcher

import struct Attachments.Attachment
import protocol Scanning.Scanner

/// The application, and the simulator as its platform: what runs in between is HTTP and sockets on loopback.
struct Rig: Sendable {
    let application: TestApplication
    let platform: SimulatedPlatform
    /// The application's own way to the platform.
    let client: PlatformClient

    var ledger: any Ledger { application.ledger }
    var store: any ObjectStore { application.store }

    /// What a test wants otherwise.
    struct Settings: Sendable {
        var configuration = LazaretConfiguration()
        /// Those that the platform has.
        var integrations = [OpenIntegration()]
        /// How long a file that is being judged holds up what its customer sent after it.
        var orderPatience = Duration.seconds(3)
        /// In place of a real clamd, where a scan is to take long, or to find more later.
        var scanner: (any Scanner)?
        /// How often is looked whether the signatures are newer.
        var rescansEvery = Duration.seconds(60)

        init() {
            configuration.genesys.placeholderAfter = .zero
            configuration.genesys.topics = [queueTopic]
            configuration.genesys.deploymentId = PlatformConfiguration.demoDeploymentID
        }

        /// Adds a customer's channel that sends by the platform's one integration.
        mutating func addChannel(_ name: String) {
            configuration.channels[name] = Channel(
                integrationID: OpenIntegration.demoID, secrets: ChannelSecrets(shared: [Secret("the-secret-of-the-\(name)")]),
                outboundURL: nil)
        }

        /// Takes the tutorials' routes, which have an event of their own.
        mutating func followTutorials() {
            configuration.genesys.routes = .tutorial
            configuration.genesys.topics = []
        }
    }

    static let queueTopic = "v2.routing.queues.\(PlatformConfiguration.demoQueueID).conversations.messages"
    static let key = "key-of-an-uploader"

    /// Runs everything for as long as the body does.
    static func run(_ settings: Settings = Settings(), _ body: @escaping @Sendable (Rig) async throws -> Void) async throws {
        guard let scanner = settings.scanner else {
            return try await PrivateClamd.run { try await run(settings, $0, body) }
        }
        try await run(settings, scanner, body)
    }

    private static func run(
        _ settings: Settings, _ scanner: any Scanner, _ body: @escaping @Sendable (Rig) async throws -> Void
    ) async throws {
        var simulation = GenesysSimulator.Configuration()
        simulation.port = 0
        simulation.platform.callsPerMinute = nil
        simulation.platform.integrations = settings.integrations
        simulation.socketPort = try FreePort.find()
        let simulator = try GenesysSimulator(simulation)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await simulator.run(until: stop) }
            defer { stop.trigger() }
            try await TestApplication.run(
                try connect(settings.configuration, to: simulation, port: simulator.boundPort), in: TestFolder(),
                with: dependencies(scanner, settings)
            ) { application in
                let listener = try #require(application.application.listener)
                #expect(await eventually { listener.isLive })
                let platform = SimulatedPlatform(address: "http://127.0.0.1:\(simulator.boundPort)", http: HTTPClient())
                try await body(
                    Rig(
                        application: application, platform: platform,
                        client: try #require(application.application.components.platform)))
            }
        }
    }

    /// The simulator in place of the platform.
    private static func connect(
        _ base: LazaretConfiguration, to simulation: GenesysSimulator.Configuration, port: UInt16
    ) throws -> LazaretConfiguration {
        var configuration = base
        var uploader = AuthSection.Key()
        (uploader.name, uploader.sha256, uploader.roles) = ("shop", try SHA256.hash(Array(key.utf8)).hex, [.upload])
        configuration.auth.keys = [uploader]
        configuration.genesys.clientId = simulation.platform.clientID
        configuration.genesys.clientSecret = Secret(simulation.platform.clientSecret)
        configuration.genesys.integrationId = OpenIntegration.demoID
        configuration.genesys.loginURL = URL(string: "http://127.0.0.1:\(port)")
        configuration.genesys.apiURL = configuration.genesys.loginURL
        configuration.genesys.streamingURL = URL(string: "ws://127.0.0.1:\(simulation.socketPort)")
        configuration.genesys.callsPerMinute = 1_000_000
        configuration.downloads.allowHTTP = true
        configuration.downloads.allowPrivate = ["127.0.0.0/8", "::1/128"].compactMap { AddressBlock($0) }
        configuration.downloads.ports = [port]
        return configuration
    }

    /// Nothing waits for long.
    private static func dependencies(_ scanner: any Scanner, _ settings: Settings) -> Dependencies {
        var dependencies = Dependencies()
        dependencies.scanner = scanner
        dependencies.tuning.rescanInterval = settings.rescansEvery
        dependencies.tuning.rescanPause = .zero
        dependencies.chance = { 0.5 }
        dependencies.tuning.calls = CallLimits(failuresBeforePause: 50, pause: .milliseconds(200))
        dependencies.tuning.pipeline.deliveryBackoff = Backoff(base: .milliseconds(20), cap: .milliseconds(500))
        dependencies.tuning.pipeline.fetchBackoff = Backoff(base: .milliseconds(20), cap: .milliseconds(500))
        dependencies.tuning.pipeline.maximumSearches = 60
        dependencies.tuning.pipeline.orderPatience = settings.orderPatience
        dependencies.tuning.listener.backoffBase = .milliseconds(10)
        dependencies.tuning.listener.backoffCap = .milliseconds(200)
        return dependencies
    }
}

extension Rig {
    /// The only attachment, once it is in a state.
    func attachment(_ state: AttachmentState) async throws -> Attachment {
        #expect(try await eventually { try await ledger.attachments(matching: .init()).first?.state == state })
        return try #require(try await ledger.attachments(matching: .init()).first)
    }

    /// The address under which the gateway serves a file.
    func link(to attachment: Attachment) throws -> URL {
        try application.application.components.address.links.url(for: attachment)
    }

    /// Whether nothing waits any more: no file, no message.
    func isIdle() async throws -> Bool {
        let queueStatistics = try await ledger.queueStatistics()
        return [queueStatistics.jobs, queueStatistics.messages, queueStatistics.fetches].allSatisfy {
            $0.waiting == 0 && $0.leased == 0
        }
    }

    func details(_ id: AttachmentID) async throws -> [String] { try await ledger.timeline(of: id).map(\.detail) }

    /// A file as the safe store has it.
    func bytes(of attachment: Attachment) async throws -> [UInt8] {
        let file = try await store.openReleased(attachment.id, sha256: attachment.file.sha256)
        return try file.read(upTo: Int(file.size), at: 0)
    }
}

enum Samples {
    static let note = Array("A note for the agent.\n".utf8)
}
