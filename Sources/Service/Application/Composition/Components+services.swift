import Assessment
import Channels
import Configuration
import Deliveries
import Gateway
import Genesys
import HTTPServer
import Inspection
import Ledger
import Lifecycle
import Pipeline
import Watcher

/// What runs, in the order in which it starts; it stops in the reverse order.
extension Components {
    /// The services of this process's roles.
    func services(_ listener: NotificationListener?) throws -> [any Service] {
        try watches + (roles.contains(.worker) ? working() : []) + (listener.map { [alone($0, .watching)] } ?? []) + serving()
    }

    /// The role `watcher`; `nil` also where nothing is configured to listen to.
    func listener() throws -> NotificationListener? {
        guard roles.contains(.watcher) else { return nil }
        return try configuration.listener(
            platform, into: intake, ledger: ledger, settings: dependencies.tuning.listener, log: log)
    }

    /// The private clamd, where there is one, and what tells how scanner and queues are.
    private var watches: [any Service] {
        engine.services + [
            ScannerWatch(engine.scanner, metrics: metrics, log: log), QueueWatch(ledger, metrics: metrics, log: log),
        ]
    }

    /// The role `worker`.
    private func working() throws -> [any Service] {
        let assessment = self.assessment()
        return [try dispatcher()] + (platform.map { [fetcher($0)] } ?? []) + [
            Worker(Judge(pipeline, assessment: assessment)), alone(rescanner(assessment), .rescanning),
            alone(housekeeper(), .housekeeping),
        ]
    }

    private func serving() throws -> [any Service] {
        guard let server else { return [] }
        return [server.serving(try handler())]
    }

    private func alone(_ service: any Service, _ role: LeaderRole) -> any Service {
        LeaderOnlyService(service, role: role, ledger: ledger, metrics: metrics, log: log)
    }

    private func dispatcher() throws -> Dispatcher {
        let transports = Transports(
            platform: platform.map { [store, channels = settings.channels] in
                PlatformTransport($0, channels: channels, store: store)
            },
            channels: ChannelTransport(settings.channels, http: http),
            handover: try configuration.handover.transport(http, links: address.links),
            reports: try configuration.analytics.transport(http))
        return Dispatcher(
            ledger: ledger, router: DeliveryRouter(transports), link: { [links = address.links] in try links.url(for: $0) },
            configuration: pipeline.configuration,
            now: dependencies.now, chance: dependencies.chance, metrics: stages, log: log)
    }

    private func fetcher(_ platform: PlatformClient) -> Fetcher {
        Fetcher(
            pipeline, intake: intake,
            source: PlatformFiles(platform, configuration.downloads, configuration.proxy, http: http, into: intake))
    }

    /// What is found out about a file, and what is remembered of it.
    private func assessment() -> Assessment {
        Assessment([TypeExaminer(Inspector(threads: 2)), ClamdExaminer(engine.scanner)]) { [ledger] in
            try await ledger.examination(of: $0, by: $1, version: $2)
        }
    }

    private func rescanner(_ assessment: Assessment) -> Rescanner {
        Rescanner(
            pipeline, assessment: assessment, pause: dependencies.tuning.rescanPause, every: dependencies.tuning.rescanInterval,
            metrics: metrics)
    }

    private func housekeeper() -> Housekeeper {
        Housekeeper(
            ledger, configuration.retention, sweep: configuration.store.isShared ? sweep : nil, now: dependencies.now,
            metrics: metrics, log: log)
    }
}
