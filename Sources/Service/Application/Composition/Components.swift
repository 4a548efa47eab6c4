import Attachments
import Configuration
import Foundation
import Gateway
package import Genesys
import HTTPClient
import HTTPServer
package import Ledger
import Lifecycle
package import ObjectStore
import Observability
package import Pipeline

/// What the services of an application share. Read `init` from top to bottom: each part uses only what stands above it.
package struct Components: Sendable {
    let configuration: LazaretConfiguration
    let roles: Set<Application.Role>
    let dependencies: Dependencies
    let log: Logger
    let stop = StopSignal()
    let metrics = MetricsRegistry()
    let stages: StageMetrics

    // What is durable
    let state: StateFolder
    package let store: any ObjectStore
    package let ledger: any Ledger

    // What is outside
    let engine: ScanningEngine
    let http: HTTPClient
    /// `nil` where no OAuth client is configured.
    package let platform: PlatformClient?

    // Who may come in, and where
    let settings: LiveSettings
    /// `nil` where nothing is to be listened to.
    let server: HTTPServer?
    /// Signs links and upload tokens, which are kept apart by what is signed.
    let secret: [UInt8]
    package let address: PublicAddress

    let pipeline: PipelineContext
    package let intake: Intake

    init(
        _ configuration: LazaretConfiguration, roles: Set<Application.Role>, log: Logger, dependencies: Dependencies
    ) async throws {
        (self.configuration, self.roles, self.log, self.dependencies) = (configuration, roles, log, dependencies)
        metrics.addProcessMetrics()
        stages = StageMetrics(metrics)

        try configuration.checkAuthorities()
        http = HTTPClient(configuration.network)

        state = try StateFolder(configuration.data)
        store = try configuration.store.open(
            in: state, network: configuration.network, reserve: dependencies.tuning.reserve, metrics: metrics)
        ledger = try await configuration.ledger.open(
            in: state, auditChain: configuration.audit.chain, options: dependencies.tuning.ledger, now: dependencies.now,
            fileSystem: dependencies.fileSystem)

        engine = ScanningEngine(configuration, stateFolder: state.url, replacement: dependencies.scanner, log: log)
        platform = try configuration.genesys.client(http, limits: dependencies.tuning.calls, log: log)

        let takesIn = roles.contains(.gateway)
        let firstKey = takesIn && configuration.auth.keys.isEmpty ? try FirstKey(in: state) : nil
        settings = LiveSettings(configuration, firstKey: firstKey, metrics: metrics)
        // The server binds first: only then is its address known, which links begin with.
        server = try configuration.server.bind(takesIn: takesIn, log: log)
        let port = (takesIn ? server?.boundPort : nil) ?? configuration.server.port
        secret = try configuration.auth.tokenSecret.map { Array($0.reveal().utf8) } ?? state.secret(StateFolder.linkSecret)
        address = PublicAddress(configuration, port: port, secret: secret, store: store, now: dependencies.now)

        pipeline = PipelineContext(
            store: store, ledger: ledger, policy: settings.policy, delivers: platform != nil,
            configuration: configuration.pipeline(dependencies.tuning.pipeline), now: dependencies.now,
            chance: dependencies.chance, metrics: stages, log: log)
        intake = Intake(pipeline, identifiers: .system)
    }

    /// Whether released files are delivered; else only their links are given out.
    var delivers: Bool { pipeline.delivers }

    /// What a crash left in quarantine.
    var sweep: QuarantineSweep { QuarantineSweep(store: store, ledger: ledger) }
}

extension LazaretConfiguration {
    /// The pipeline's settings: what the file says, laid over others.
    fileprivate func pipeline(_ base: PipelineConfiguration) -> PipelineConfiguration {
        var pipeline = base
        pipeline.cardAccount = CardAccount(reports: analytics.url != nil, transcripts: cards.transcript)
        // Server, worker and dispatcher stop one after another, and all of it within the grace period: the server gets half of it.
        pipeline.patience = server.gracePeriod / 6
        pipeline.outcomes = outcomes
        pipeline.orderPatience = genesys.shownAfter ?? base.orderPatience
        pipeline.passing = FailpointPlan.listener(ProcessInfo.processInfo.environment)
        return pipeline
    }
}
