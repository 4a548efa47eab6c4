import Attachments
public import Configuration
import FileIO
import Foundation
import Genesys
import HTTPClient
import Ledger
import Lifecycle
import ObjectStore
import Observability
import Scanning

/// What `doctor` tries.
public struct DoctorChecks: Sendable {
    let configuration: LazaretConfiguration
    private let folder: URL

    /// Looks at what a configuration names.
    public init(_ configuration: LazaretConfiguration) {
        self.configuration = configuration
        folder = URL(fileURLWithPath: configuration.data)
    }

    /// Each of them, one after another; what is found is told at once.
    public func run(_ tell: (CheckResult) -> Void) async {
        for check in [store, ledger, scanner, channels, platform] {
            for result in await check() { tell(result) }
        }
    }

    private var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    func store() async -> [CheckResult] {
        switch configuration.store {
        case .local: folders()
        case .s3(let section): await buckets(section)
        }
    }

    /// Writes a file and removes it.
    private func folders() -> [CheckResult] {
        guard isThere else { return [CheckResult(.good, "store", "\(folder.path) is made at the first start")] }
        do {
            try LocalObjectStore(path: folder.path, threads: 1).create(IdentifierSource.system.next()).discard()
            return [CheckResult(.good, "store", "\(folder.path) can be written")]
        } catch {
            return [CheckResult(.wrong, "store", "\(error)")]
        }
    }

    /// Asks for both.
    private func buckets(_ section: StoreSection.S3) async -> [CheckResult] {
        do {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            try await section.open(scratchFolder: scratch.url.path, network: configuration.network).check()
            let names = "\(section.quarantineBucket) and \(section.safeBucket)"
            return [CheckResult(.good, "store", "the buckets \(names) at \(section.endpoint) answer")]
        } catch let error as ObjectStoreError where error.code == .failed {
            return [CheckResult(.down, "store", "\(error)")]
        } catch {
            return [CheckResult(.wrong, "store", "\(error)")]
        }
    }

    /// Reads the end of the audit log.
    func ledger() async -> [CheckResult] {
        let place = configuration.ledgerPlace
        if let problem = configuration.ledger.problem(of: FileSystemType.of(folder.path), under: folder.path) {
            return [CheckResult(.wrong, "ledger", problem)]
        }
        do {
            guard let reader = try configuration.auditReader() else {
                return [CheckResult(.good, "ledger", "\(place) is made at the first start")]
            }
            _ = try reader.records(after: 0, limit: 1)
            return [CheckResult(.good, "ledger", "\(place) can be read", remedy: nil)]
        } catch let error as LedgerError where error.code == .unavailable && configuration.ledger != .sqlite {
            return [CheckResult(.down, "ledger", "\(error)")]
        } catch {
            return [CheckResult(.wrong, "ledger", "\(error)")]
        }
    }

    /// Has each clamd find the test file, also at the end of the largest file that the policy takes.
    func scanner() async -> [CheckResult] {
        do {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            return results(try await status(with: scratch.url))
        } catch {
            return [CheckResult(.down, "scanner", "\(error)")]
        }
    }

    private func status(with scratch: URL) async throws -> ScannerStatus {
        var configuration = configuration
        configuration.scanner = section
        let engine = ScanningEngine(configuration, stateFolder: scratch, log: Logger())
        return try await engine.run { await engine.settledStatus(until: $0) }
            ?? ScannerStatus(isReady: false, problem: "Interrupted.")
    }

    /// That of the running gateway, where it has one of its own.
    private var section: ScannerSection {
        var section = configuration.scanner
        let socket = folder.appending(path: "clamd/clamd.sock").path
        if section.clamd.isEmpty, FileManager.default.fileExists(atPath: socket) {
            section.clamd = [ClamdEndpoint("unix:\(socket)")].compactMap(\.self)
        }
        return section
    }

    private func results(_ status: ScannerStatus) -> [CheckResult] {
        guard !status.engines.isEmpty else { return [CheckResult(.down, "scanner", status.problem ?? "No scanner is configured.")] }
        return status.engines.map { engine in
            if let problem = engine.problem { return CheckResult(.down, "scanner", problem) }
            let age =
                engine.signatureAge.map { "signatures \($0.components.seconds / 3600) hours old" } ?? "signatures of unknown age"
            let size = engine.provenFileSize.map { "finds EICAR in files of up to \($0) bytes" }
            let facts = [engine.engine, age, size, "\(engine.places) at once"].compactMap(\.self).joined(separator: ", ")
            let isSmall = (engine.provenFileSize ?? 0) < configuration.policy.maximumSize
            let remedy =
                isSmall
                ? "Raise MaxFileSize, MaxScanSize and StreamMaxLength in clamd.conf to \(configuration.policy.maximumSize), "
                    + "or lower policy.maximumSize." : engine.advice
            return CheckResult(
                isSmall ? .wrong : remedy == nil ? .good : .advice, "scanner", "\(engine.endpoint): \(facts)", remedy: remedy)
        }
    }

    /// Logs in, and asks for something that is not there: who lacks the permission is told so instead.
    func platform() async -> [CheckResult] {
        do {
            guard let client = try configuration.genesys.client(HTTPClient(configuration.network), log: Logger()) else {
                return [
                    CheckResult(
                        .advice, "genesys", "not configured",
                        remedy: "Set genesys.clientId and genesys.clientSecret to deliver files.")
                ]
            }
            try await client.authenticate()
            let login = CheckResult(.good, "genesys", "logged in at \(configuration.genesys.region)")
            return [login] + (await permissions(client))
        } catch let error as GenesysError {
            return [CheckResult(error.code == .unavailable ? .down : .wrong, "genesys", "\(error)")]
        } catch {
            return [CheckResult(.wrong, "genesys", "\(error)")]
        }
    }

    private func permissions(_ client: PlatformClient) async -> [CheckResult] {
        let nobody = "00000000-0000-4000-8000-000000000000"
        do {
            _ = try await client.send(MessageFetch(conversationID: nobody, messageID: nobody))
        } catch let error as GenesysError where [.rejected, .notFound].contains(error.code) {
            // Not there, as it should be: whoever may not look is not told that.
        } catch {
            return [CheckResult(.wrong, "permissions", "\(error)")]
        }
        return [CheckResult(.good, "permissions", "conversation:message:view; others are tried when they are needed")]
            + (await topics(client)) + (await backfill(client)) + messenger
    }

    /// What was missed while the watcher was not connected is found by queries that need permissions of their own.
    private func backfill(_ client: PlatformClient) async -> [CheckResult] {
        guard !configuration.genesys.topics.isEmpty, configuration.genesys.routes == .platform else { return [] }
        var results: [CheckResult] = []
        for query in BackfillQuery.allCases {
            do {
                try await query.attempt(client, topics: configuration.genesys.topics)
                results.append(CheckResult(.good, "permissions", query.permission))
            } catch {
                results.append(
                    CheckResult(
                        .wrong, "permissions", "\(error)",
                        remedy: "Without \(query.permission) the watcher does not find all that came while it was not connected."))
            }
        }
        return results
    }

    private var messenger: [CheckResult] {
        guard !configuration.genesys.topics.isEmpty, configuration.genesys.routes == .platform,
            configuration.genesys.deploymentId == nil
        else { return [] }
        return [
            CheckResult(
                .advice, "web messenger", "customers are not told that a file was refused",
                remedy: "Set genesys.deploymentId to the web messenger's deployment to tell those who have an external contact.")
        ]
    }

    private func topics(_ client: PlatformClient) async -> [CheckResult] {
        guard !configuration.genesys.topics.isEmpty else { return [] }
        do {
            let channel = try await client.send(ChannelCreation())
            let topics = try await client.send(Subscription(channelID: channel.id, topics: configuration.genesys.topics))
            return topics.map { topic in
                guard !topic.isPermitted else { return CheckResult(.good, "topic", topic.id) }
                let missing = topic.missingPermissions.joined(separator: ", ")
                return CheckResult(
                    .wrong, "topic", "\(topic.id): \(topic.rejectionReason ?? "not permitted")",
                    remedy: missing.isEmpty ? "Check the topic's name." : "Add to the OAuth client's role: \(missing)")
            }
        } catch {
            return [CheckResult(.wrong, "topic", "\(error)")]
        }
    }
}
