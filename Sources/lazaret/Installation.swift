import Attachments
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
    private let log: Logger
    private let gracePeriod: Duration
    private let policy: LivePolicy
    private let keys: AccessKeys
    private let firstKey: FirstKey?
    private let ledger: SQLiteLedger
    private let sweep: QuarantineSweep
    private let services: [any Service]

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
        let store = try LocalObjectStore(path: state.path)
        ledger = try await SQLiteLedger(
            path: state.file("ledger.sqlite").path, now: now, newToken: { UInt64.random(in: 0 ... .max) })
        sweep = QuarantineSweep(store: store, ledger: ledger)

        // Who judges
        let engine = ScanningEngine(
            configuration.scanner, maximumFileSize: configuration.policy.maximumSize, stateFolder: URL(fileURLWithPath: state.path),
            log: log)
        let courier = configuration.genesys.courier(HTTPClient())
        let judge = Judge(
            store: store, ledger: ledger, inspector: Inspector(threads: 2), scanner: engine.scanner, policy: policy,
            delivers: courier != nil, configuration: PipelineConfiguration(), now: now, chance: chance, metrics: stages, log: log)

        // Who may come in
        firstKey = configuration.auth.keys.isEmpty ? try FirstKey(in: state) : nil
        keys = AccessKeys(firstKey.map { [$0.key] } ?? configuration.auth.accessKeys)

        // The way in and the links out. The server binds first: only then is its address known, which links begin with.
        let entrance = Entrance()
        let server = try HTTPServer(configuration.server.httpServer, handler: entrance, logger: log)
        let secret = try configuration.auth.tokenSecret.map { Array($0.reveal().utf8) } ?? state.secret("link-secret")
        let signer = LinkSigner(key: secret, publicURL: configuration.server.publicURL(port: server.boundPort))
        let links = Links(signer: signer, lifetime: configuration.links.lifetime, now: now)
        let intake = Intake(
            store: store, ledger: ledger, policy: policy, identifiers: .system, now: now, metrics: stages)
        let gateway = Gateway(
            intake: intake, policy: policy, ledger: ledger, store: store, signer: signer, links: links, keys: keys,
            probes: ProbeRoutes(
                ledger: ledger, store: store, scanner: engine.scanner, identifiers: .system, metrics: metrics), now: now)
        entrance.open(gateway)

        // What runs
        var services: [any Service] = engine.services
        if roles.contains(.worker) {
            if let courier {
                services.append(
                    Dispatcher(
                        ledger: ledger, courier: courier, link: { try links.url(for: $0) }, configuration: PipelineConfiguration(),
                        now: now,
                        chance: chance, metrics: stages, log: log))
            }
            services.append(Worker(judge))
        }
        if roles.contains(.gateway) { services.append(server) }
        self.services = services
        log.info(
            "Listening.", ["address": .string(configuration.server.address), "port": .integer(Int64(server.boundPort))])
    }

    /// Runs until a signal asks for the stop; what is in hand is then finished or safely put down.
    ///
    /// - Parameter reload: reads the configuration again, at SIGHUP.
    func run(reload: @escaping @Sendable () throws -> LazaretConfiguration) async throws {
        firstKey?.announce(in: state)
        try await ledger.endLeases()
        let removed = try await sweep.run()
        if removed > 0 { log.info("Removed what a crash had left in quarantine.", ["files": .integer(Int64(removed))]) }
        let stop = StopSignal()
        let signals = SignalListener(triggering: stop) { [policy, keys, log, firstKey] in
            do {
                let fresh = try reload()
                policy.replace(with: fresh.policy)
                if firstKey == nil { keys.replace(with: fresh.auth.accessKeys) }
                log.info("Policy and keys were read again.")
            } catch {
                log.error("The configuration was not read again; the old one stays in force.", ["cause": .string("\(error)")])
            }
        }
        try await ServiceGroup([signals] + services, gracePeriod: gracePeriod).run(until: stop)
        log.info("Stopped.")
    }
}
