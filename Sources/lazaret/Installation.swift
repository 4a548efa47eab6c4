import Attachments
import Channels
import Configuration
import Crypto
import Foundation
import Gateway
import Genesys
import HTTPClient
import HTTPServer
import Inspection
import Ledger
import Lifecycle
import ObjectStore
import Observability
import Pipeline
import Scanning

/// Everything that `serve` runs, put together by hand. Read it from top to bottom: each part uses only what stands above it.
struct Installation {
    private let state: StateFolder
    private let stop = StopSignal()
    private let log: Logger
    private let gracePeriod: Duration
    private let policy: LivePolicy
    private let keys: AccessKeys
    private let channels: LiveChannels
    private let limits: RateLimiter
    private let crossOrigin: CrossOrigin
    private let firstKey: FirstKey?
    private let server: HTTPServer?
    private let ledger: any Ledger
    private let sweep: QuarantineSweep
    private let services: [any Service]
    private let platform: PlatformClient?
    private let greeting: Greeting

    init(
        _ configuration: LazaretConfiguration, state: StateFolder, roles: Set<ServeCommand.Role>, log: Logger
    ) async throws {
        self.state = state
        self.log = log
        gracePeriod = configuration.server.gracePeriod
        policy = LivePolicy(configuration.policy)
        let now: @Sendable () -> Date = { Date() }
        let chance: @Sendable () -> Double = { Double.random(in: 0..<1) }
        let metrics = MetricsRegistry()
        metrics.addProcessMetrics()
        let stages = StageMetrics(metrics)

        // What is durable
        let store = try configuration.store.open(in: state)
        ledger = try await configuration.ledger.open(in: state, auditChain: configuration.audit.chain, now: now)
        sweep = QuarantineSweep(store: store, ledger: ledger)

        // Who judges
        let engine = ScanningEngine(
            configuration.scanner, maximumFileSize: configuration.policy.maximumSize, stateFolder: URL(fileURLWithPath: state.path),
            log: log)
        channels = LiveChannels(configuration.liveChannels, webhookSecrets: configuration.genesys.webhookSecret)
        let http = HTTPClient()
        let platform = try configuration.genesys.client(http, log: log)
        self.platform = platform
        var pipeline = PipelineConfiguration()
        pipeline.cardAccount = CardAccount(reports: configuration.analytics.url != nil, transcripts: configuration.cards.transcript)
        // Server, worker and dispatcher stop one after another, and all of it within the grace period: the server gets half of it.
        pipeline.patience = gracePeriod / 6
        pipeline.outcomes = configuration.outcomes
        pipeline.passing = CrashPlan.listener(ProcessInfo.processInfo.environment)
        let judge = Judge(
            store: store, ledger: ledger, inspector: Inspector(threads: 2), scanner: engine.scanner, policy: policy,
            delivers: platform != nil, configuration: pipeline, now: now, chance: chance, metrics: stages, log: log)

        // Who may come in
        firstKey = roles.contains(.gateway) && configuration.auth.keys.isEmpty ? try FirstKey(in: state) : nil
        keys = AccessKeys(Self.keys(configuration.auth, firstKey))
        limits = RateLimiter(configuration.limits.rateLimits, metrics: metrics)
        crossOrigin = CrossOrigin(configuration.server.allowedOrigins)
        let secret = try configuration.auth.tokenSecret.map { Array($0.reveal().utf8) } ?? state.secret(StateFolder.linkSecret)
        let door = Doorkeeper(
            keys: keys, tokens: configuration.uploadTokens(secret: secret, now: now), limits: limits, crossOrigin: crossOrigin)

        // The way in and the links out. The server binds first: only then is its address known, which links begin with.
        let entrance = Entrance()
        let takesIn = roles.contains(.gateway)
        server = try Self.server(configuration.server, takesIn: takesIn, handler: entrance, log: log)
        let port = (takesIn ? server?.boundPort : nil) ?? configuration.server.port
        let publicURL = configuration.server.publicURL(port: port)
        let signer = LinkSigner(key: secret, publicURL: publicURL)
        let links = Links(
            signer: signer, presigner: configuration.store.presigner(store), lifetime: configuration.links.lifetime, now: now)
        let intake = Intake(
            store: store, ledger: ledger, policy: policy, delivers: platform != nil, identifiers: .system, now: now,
            metrics: stages, placeholderAfter: configuration.genesys.shownAfter,
            orderPatience: configuration.genesys.orderPatience, log: log, passing: pipeline.passing)
        let cards = CardDesk(
            builder: try configuration.cards.builder(), ledger: ledger, isTutorial: configuration.genesys.routes == .tutorial,
            channels: channels, account: pipeline.cardAccount, metrics: stages.cards, now: now
        ) { UUID().uuidString.lowercased() }
        let probes = ProbeRoutes(ledger: ledger, store: store, scanner: engine.scanner, metrics: metrics)
        let gateway = Gateway(
            intake: intake, policy: policy, ledger: ledger, store: store,
            desk: OperatorDesk(
                store: store, ledger: ledger, delivers: platform != nil, rules: pipeline.outcomes, now: now, metrics: stages,
                log: log),
            signer: signer, links: links, door: door,
            channels: channels, remoteFiles: RemoteFiles(configuration.downloads, http: http, into: intake),
            cards: cards, bots: BotDesk(try configuration.bots(for: cards), desk: cards, http: http, log: log),
            addresses: configuration.genesys.addresses, publicURL: publicURL, probes: probes, now: now, stop: stop, log: log)
        entrance.open(takesIn ? gateway : Gateway(probes: probes, door: door))

        // What runs
        let alone = { [ledger] (service: any Service, duty: Duty) in
            ExclusiveService(service, duty: duty, ledger: ledger, metrics: metrics, log: log)
        }
        var services: [any Service] = engine.services
        services.append(ScannerWatch(engine.scanner, metrics: metrics, log: log))
        services.append(QueueWatch(ledger, metrics: metrics, log: log))
        if roles.contains(.worker) {
            let couriers = Couriers(
                platform: platform, channels: channels, handover: try configuration.handover.courier(http, links: links),
                reports: try configuration.analytics.courier(http), store: store, http: http)
            services.append(
                Dispatcher(
                    ledger: ledger, courier: couriers, link: { try links.url(for: $0) }, configuration: pipeline, now: now,
                    chance: chance, metrics: stages, log: log))
            if let platform {
                let source = PlatformFiles(platform, configuration.downloads, http: http, into: intake)
                services.append(
                    Fetcher(
                        intake: intake, ledger: ledger, source: source, policy: policy, delivers: true, configuration: pipeline,
                        now: now, chance: chance, metrics: stages, log: log))
            }
            services.append(Worker(judge))
            services.append(
                alone(
                    Rescanner(
                        store: store, ledger: ledger, scanner: engine.scanner, delivers: platform != nil, rules: pipeline.outcomes,
                        now: now, metrics: metrics, log: log), .rescanning))
            services.append(
                alone(
                    Housekeeper(
                        ledger, configuration.retention.retention, sweep: configuration.store.isShared ? sweep : nil, now: now,
                        metrics: metrics, log: log), .housekeeping))
        }
        if roles.contains(.watcher),
            let listener = try configuration.listener(
                platform, into: intake, ledger: ledger, log: log)
        {
            services.append(alone(listener, .watching))
        }
        if let server { services.append(server) }
        self.services = services
        greeting = Greeting(configuration, state: state, roles: roles, port: server?.boundPort, delivers: platform != nil)
    }

    /// Runs until a signal asks for the stop; what is in hand is then finished or safely put down.
    ///
    /// - Parameter reload: reads the configuration again, at SIGHUP.
    func run(reload: @escaping @Sendable () throws -> LazaretConfiguration) async throws {
        greeting.sayWhatStarts(to: log)
        server?.warnOfCertificate(at: Date(), to: log)
        try firstKey?.announce(in: state)
        try await ledger.endLeases()
        let removed = try await sweep.run()
        if removed > 0 { log.info("Removed what a crash had left in quarantine.", ["files": .integer(Int64(removed))]) }
        let signals = SignalListener(triggering: stop) {
            apply(reload)
            server?.renewCertificate(at: Date(), log: log)
        }
        let announcement = Announcement(after: signals) { greeting.sayWhatRuns(to: log) }
        // A quarter of the time is for what has to be cut off to be put down.
        let group = ServiceGroup([signals] + services + [announcement], gracePeriod: gracePeriod * 3 / 4)
        do {
            try await group.run(until: stop)
        } catch let error as ServiceGroupError where error.code == .gracePeriodExceeded {
            // Safe: what was in hand is in the ledger, and taken up at the next start.
            log.warning("\(error)")
        }
        await platform?.close()
        log.info("Stopped.")
    }

    /// Binds the server; `nil` where nothing is to be listened to. What cannot be used of the certificate and its key is a mistake in the
    /// configuration.
    private static func server(
        _ section: ServerSection, takesIn: Bool, handler: any RequestHandler, log: Logger
    ) throws -> HTTPServer? {
        var configuration = section.httpServer
        if !takesIn {
            guard let probePort = section.probePort else { return nil }
            configuration.port = probePort
        }
        do {
            return try HTTPServer(configuration, handler: handler, logger: log)
        } catch let error as HTTPServerError where error.code == .badCertificate {
            throw CommandError.usage(error.description)
        }
    }

    /// Puts policy, keys, secrets, limits and origins of the configuration as it is now in force, or leaves all when there is anything wrong
    /// with it.
    private func apply(_ reload: () throws -> LazaretConfiguration) {
        do {
            let fresh = try reload()
            policy.replace(with: fresh.policy)
            keys.replace(with: Self.keys(fresh.auth, firstKey))
            channels.replace(with: fresh.liveChannels, webhookSecrets: fresh.genesys.webhookSecret)
            limits.replace(with: fresh.limits.rateLimits)
            crossOrigin.replace(with: fresh.server.allowedOrigins)
            log.info("Policy, keys, secrets, limits and origins were read again.")
        } catch {
            log.error("The configuration was not read again; the old one stays in force.", ["cause": .string("\(error)")])
        }
    }

    /// The first key counts as long as no other is configured.
    private static func keys(_ auth: AuthSection, _ first: FirstKey?) -> [AccessKeys.Key] {
        auth.keys.isEmpty ? first.map { [$0.key] } ?? [] : auth.accessKeys
    }
}
