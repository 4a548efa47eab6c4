import Attachments
import Cards
import Channels
import Crypto
import Egress
import FileIO
import Foundation
import Gateway
import HTTPClient
import HTTPSemantics
import HTTPServer
import Inspection
import Ledger
import Lifecycle
import ObjectStore
import Observability
import Pipeline
import PrivateClamd
import Scanning
import Synchronization
import Testing

import protocol Scanning.Scanner

/// The gateway in this process, on a port and in a folder of its own, with everything behind it that is real.
struct Site: Sendable {
    /// Keys by what they may do.
    enum Key: String, CaseIterable {
        case upload = "key-of-an-uploader"
        case `operator` = "key-of-an-operator"
        case metrics = "key-of-prometheus"
        case cards = "key-of-a-sender-of-cards"
    }

    let folder: TestFolder
    let port: UInt16
    let ledger: SQLiteLedger
    let store: LocalObjectStore
    let scanner: ScannerSwitch
    let clock: TestClock
    let signer: LinkSigner
    let http = HTTPClient()

    static let webhookSecret = Secret("the-secret-of-the-platform")
    static let channels = [
        "shop": Channel(
            integrationID: "integration-1", secrets: [Secret("the-new-secret-of-the-shop"), Secret("the-old-secret-of-the-shop")],
            outboundURL: URL(string: "http://127.0.0.1:9/messages"))
    ]

    /// A key with every role.
    static let anyKey = "key-of-somebody-who-may-do-everything"
    /// A card's template, called `named`.
    private static let template = #"{"fields":{"name":{"required":true}},"card":{"title":"Order of {{name}}"}}"#

    /// Reaches what a test starts on loopback, and nothing else that is private.
    private static func downloader(_ hosts: [HostPattern]?) -> Downloader {
        var rules = EgressGuard.Configuration()
        rules.hosts = hosts
        rules.allowsPlainHTTP = true
        rules.ports = nil
        rules.allowPrivate = [AddressBlock("127.0.0.1")].compactMap(\.self)
        return Downloader(EgressGuard(rules), http: HTTPClient())
    }

    private static let inspector = Inspector(threads: 2)
    static let maximumSize: Int64 = 100_000

    /// Runs the gateway for as long as the body runs.
    ///
    /// - Parameters:
    ///   - works: whether a worker judges what comes in.
    ///   - delivers: whether what comes of it is put into the outbox; there it stays.
    ///   - fetching: how long a file that is named by its address may take.
    ///   - hosts: the only ones that such an address may name.
    static func run(
        _ policy: Policy = Policy(maximumSize: maximumSize), works: Bool = true, delivers: Bool = false,
        fetching: Duration = .seconds(10), from hosts: [HostPattern]? = nil, limits: RateLimits = RateLimits(),
        allowedOrigins: [String] = [], reserve: Int64 = 64 << 20, isTutorial: Bool = false, bots: [String: Bot] = [:],
        log: Logger = Logger(),
        _ body: @escaping @Sendable (Site) async throws -> Void
    ) async throws {
        let folder = try TestFolder()
        let clock = TestClock()
        let now: @Sendable () -> Date = { clock.now }
        let store = try LocalObjectStore(path: folder.url.path, threads: 4, reserve: reserve)
        var options = SQLiteLedger.Options()
        options.busyTimeout = .milliseconds(100)
        let ledger = try await SQLiteLedger(
            path: folder.url.appending(path: "ledger.sqlite").path, options: options, now: now,
            newToken: { UInt64.random(in: 0 ... .max) })
        let live = LivePolicy(policy)
        let metrics = MetricsRegistry()
        let stages = StageMetrics(metrics)
        let scanner = ScannerSwitch(try clamd())
        let judge = Judge(
            store: store, ledger: ledger, inspector: inspector, scanner: scanner, policy: live, delivers: delivers,
            configuration: PipelineConfiguration(), now: now, chance: { 0.5 }, metrics: stages, log: Logger())
        let intake = Intake(
            store: store, ledger: ledger, policy: live, delivers: delivers, identifiers: .system, now: now, metrics: stages)
        let keys = AccessKeys(
            try [(Key.upload, Role.upload), (.operator, .operator), (.metrics, .metrics), (.cards, .cards)].map { key, role in
                .init(name: key.rawValue, sha256: try SHA256.hash(Array(key.rawValue.utf8)).hex, roles: [role])
            } + [.init(name: "anybody", sha256: try SHA256.hash(Array(Self.anyKey.utf8)).hex, roles: Set(Role.allCases))])
        let entrance = Entrance()
        var settings = HTTPServer.Configuration()
        settings.port = 0
        settings.threads = 2
        let server = try HTTPServer(settings, handler: entrance)
        let address = try #require(URL(string: "http://127.0.0.1:\(server.boundPort)"))
        let signer = LinkSigner(key: [UInt8](repeating: 7, count: 32), publicURL: address)
        let links = Links(signer: signer, lifetime: .seconds(3600), now: now)
        let made = Mutex(0)
        let desk = CardDesk(
            builder: CardBuilder(
                templates: try CardTemplates(files: [(name: "named", bytes: Array(Self.template.utf8))], limits: CardLimits())),
            ledger: ledger, isTutorial: isTutorial, channels: LiveChannels(Self.channels, webhookSecrets: [Self.webhookSecret]),
            account: CardAccount(reports: true, transcripts: false), metrics: stages.cards, now: now
        ) {
            let count = made.withLock { count in
                count += 1
                return count
            }
            return count == 1 ? "new-message" : "new-message-\(count)"
        }
        entrance.handler = Gateway(
            intake: intake, policy: live, ledger: ledger, store: store,
            desk: OperatorDesk(store: store, ledger: ledger, delivers: false, now: now, metrics: stages), signer: signer,
            links: links,
            door: Doorkeeper(
                keys: keys, tokens: UploadTokens(key: [UInt8](repeating: 8, count: 32), now: now),
                limits: RateLimiter(limits, metrics: metrics), crossOrigin: CrossOrigin(allowedOrigins)),
            channels: LiveChannels(Self.channels, webhookSecrets: [Self.webhookSecret]),
            remoteFiles: RemoteFiles(Self.downloader(hosts), timeout: fetching, into: intake),
            cards: desk, bots: BotDesk(bots, desk: desk, http: HTTPClient(), log: Logger()), publicURL: address,
            probes: ProbeRoutes(ledger: ledger, store: store, scanner: scanner, metrics: metrics), now: now, log: log)
        let site = Site(
            folder: folder, port: server.boundPort, ledger: ledger, store: store, scanner: scanner, clock: clock, signer: signer)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run(until: stop) }
            if works { group.addTask { try await Worker(judge).run(until: stop) } }
            defer { stop.trigger() }
            try await body(site)
        }
    }
}
