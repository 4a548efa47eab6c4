import Attachments
import Configuration
import Foundation
import Genesys
import HTTPClient
import Ledger
import Lifecycle
import Notation
import ObjectStore
import Observability
import Scanning

/// What `doctor` tries.
struct Examination: Sendable {
    private static let patience: Duration = .seconds(120)

    private let configuration: LazaretConfiguration
    private let folder: URL

    init(_ configuration: LazaretConfiguration) {
        self.configuration = configuration
        folder = URL(fileURLWithPath: configuration.data)
    }

    private var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    @Sendable func store() async -> [Finding] {
        switch configuration.store {
        case .local: folders()
        case .s3(let section): await buckets(section)
        }
    }

    /// Writes a file and removes it.
    private func folders() -> [Finding] {
        guard isThere else { return [Finding(.good, "store", "\(folder.path) is made at the first start")] }
        do {
            try LocalObjectStore(path: folder.path, threads: 1).create(IdentifierSource.system.next()).discard()
            return [Finding(.good, "store", "\(folder.path) can be written")]
        } catch {
            return [Finding(.wrong, "store", "\(error)")]
        }
    }

    /// Asks for both.
    private func buckets(_ section: StoreSection.S3) async -> [Finding] {
        do {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            try await section.open(scratchFolder: scratch.url.path).check()
            let names = "\(section.quarantineBucket) and \(section.safeBucket)"
            return [Finding(.good, "store", "the buckets \(names) at \(section.endpoint) answer")]
        } catch let error as ObjectStoreError where error.code == .failed {
            return [Finding(.down, "store", "\(error)")]
        } catch {
            return [Finding(.wrong, "store", "\(error)")]
        }
    }

    /// Reads the end of the audit log.
    @Sendable func ledger() async -> [Finding] {
        let place = configuration.ledgerPlace
        do {
            guard let reader = try configuration.auditReader() else {
                return [Finding(.good, "ledger", "\(place) is made at the first start")]
            }
            _ = try reader.records(after: 0, limit: 1)
            return [Finding(.good, "ledger", "\(place) can be read", remedy: nil)]
        } catch let error as LedgerError where error.code == .unavailable && configuration.ledger != .sqlite {
            return [Finding(.down, "ledger", "\(error)")]
        } catch {
            return [Finding(.wrong, "ledger", "\(error)")]
        }
    }

    /// Has each clamd find the test file, also at the end of the largest file that the policy takes.
    @Sendable func scanner() async -> [Finding] {
        do {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            return findings(try await status(with: scratch.url))
        } catch {
            return [Finding(.down, "scanner", "\(error)")]
        }
    }

    private func status(with scratch: URL) async throws -> ScannerStatus {
        let engine = ScanningEngine(
            section, maximumFileSize: configuration.policy.maximumSize, stateFolder: scratch, log: Logger())
        let stop = StopSignal()
        let services = ServiceGroup([SignalListener(triggering: stop)] + engine.services, gracePeriod: .seconds(10))
        return try await withThrowingTaskGroup(of: ScannerStatus?.self) { group in
            group.addTask {
                try await services.run(until: stop)
                return nil
            }
            group.addTask { await readyStatus(of: engine, until: stop) }
            defer { stop.trigger() }
            while let status = try await group.next() {
                if let status { return status }
            }
            return ScannerStatus(isReady: false, problem: "Interrupted.")
        }
    }

    /// That of the running gateway, where it has one of its own.
    private var section: ScannerSection {
        var section = configuration.scanner
        let socket = folder.appending(path: "clamd/clamd.sock").path
        if section.clamd.isEmpty, FileManager.default.fileExists(atPath: socket) { section.clamd = [.unix(path: socket)] }
        return section
    }

    private func readyStatus(of engine: ScanningEngine, until stop: StopSignal) async -> ScannerStatus {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            let status = await engine.scanner.status()
            let isStarting = engine.supervisor.map { $0.problem == nil && ContinuousClock.now < deadline } ?? false
            guard !status.isReady, isStarting, !stop.isTriggered else { return status }
            await stop.wait(atMost: .milliseconds(100))
        }
    }

    private func findings(_ status: ScannerStatus) -> [Finding] {
        guard !status.engines.isEmpty else { return [Finding(.down, "scanner", status.problem ?? "No scanner is configured.")] }
        return status.engines.map { engine in
            if let problem = engine.problem { return Finding(.down, "scanner", problem) }
            let age =
                engine.signatureAge.map { "signatures \($0.components.seconds / 3600) hours old" } ?? "signatures of unknown age"
            let size = engine.provenFileSize.map { "finds EICAR in files of up to \($0) bytes" }
            let facts = [engine.engine, age, size, "\(engine.places) at once"].compactMap(\.self).joined(separator: ", ")
            let isSmall = (engine.provenFileSize ?? 0) < configuration.policy.maximumSize
            let remedy =
                isSmall
                ? "Raise MaxFileSize, MaxScanSize and StreamMaxLength in clamd.conf to \(configuration.policy.maximumSize), "
                    + "or lower policy.maximumSize." : engine.advice
            return Finding(
                isSmall ? .wrong : remedy == nil ? .good : .advice, "scanner", "\(engine.endpoint): \(facts)", remedy: remedy)
        }
    }

    /// Logs in, and asks for something that is not there: who lacks the permission is told so instead.
    @Sendable func platform() async -> [Finding] {
        do {
            guard let client = try configuration.genesys.client(HTTPClient(), log: Logger()) else {
                return [
                    Finding(
                        .advice, "genesys", "not configured",
                        remedy: "Set genesys.clientId and genesys.clientSecret to deliver files.")
                ]
            }
            try await client.authenticate()
            let login = Finding(.good, "genesys", "logged in at \(configuration.genesys.region)")
            return [login] + (await permissions(client))
        } catch let error as GenesysError {
            return [Finding(error.code == .unavailable ? .down : .wrong, "genesys", "\(error)")]
        } catch {
            return [Finding(.wrong, "genesys", "\(error)")]
        }
    }

    private func permissions(_ client: PlatformClient) async -> [Finding] {
        let nobody = "00000000-0000-4000-8000-000000000000"
        do {
            _ = try await client.send(MessageFetch(conversationID: nobody, messageID: nobody))
        } catch let error as GenesysError where [.rejected, .notFound].contains(error.code) {
            // Not there, as it should be: whoever may not look is not told that.
        } catch {
            return [Finding(.wrong, "permissions", "\(error)")]
        }
        return [Finding(.good, "permissions", "conversation:message:view; others are tried when they are needed")]
            + (await topics(client)) + (await backfill(client)) + messenger
    }

    /// What was missed while the watcher was not connected is found by queries that need permissions of their own.
    private func backfill(_ client: PlatformClient) async -> [Finding] {
        guard !configuration.genesys.topics.isEmpty, configuration.genesys.routes == .platform else { return [] }
        var findings: [Finding] = []
        for query in BackfillQuery.allCases {
            do {
                try await query.attempt(client, topics: configuration.genesys.topics)
                findings.append(Finding(.good, "permissions", query.permission))
            } catch {
                findings.append(
                    Finding(
                        .wrong, "permissions", "\(error)",
                        remedy: "Without \(query.permission) the watcher does not find all that came while it was not connected."))
            }
        }
        return findings
    }

    private var messenger: [Finding] {
        guard !configuration.genesys.topics.isEmpty, configuration.genesys.routes == .platform,
            configuration.genesys.deploymentId == nil
        else { return [] }
        return [
            Finding(
                .advice, "web messenger", "customers are not told that a file was refused",
                remedy: "Set genesys.deploymentId to the web messenger's deployment to tell those who have an external contact.")
        ]
    }

    private func topics(_ client: PlatformClient) async -> [Finding] {
        guard !configuration.genesys.topics.isEmpty else { return [] }
        do {
            let channel = try await client.send(ChannelCreation())
            let topics = try await client.send(Subscription(channelID: channel.id, topics: configuration.genesys.topics))
            return topics.map { topic in
                guard !topic.isPermitted else { return Finding(.good, "topic", topic.id) }
                let missing = topic.missingPermissions.joined(separator: ", ")
                return Finding(
                    .wrong, "topic", "\(topic.id): \(topic.rejectionReason ?? "not permitted")",
                    remedy: missing.isEmpty ? "Check the topic's name." : "Add to the OAuth client's role: \(missing)")
            }
        } catch {
            return [Finding(.wrong, "topic", "\(error)")]
        }
    }
}
