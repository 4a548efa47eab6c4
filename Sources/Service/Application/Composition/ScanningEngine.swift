import Attachments
public import Configuration
public import Lifecycle
public import Observability
public import Scanning

public import struct Foundation.URL
public import protocol Scanning.Scanner

/// The scanner and what has to run for it: clamd as configured, else one found on this machine, else one of our own.
public struct ScanningEngine: Sendable {
    /// Scans.
    public let scanner: any Scanner
    /// Runs the private clamd, where there is one.
    public let supervisor: ClamdSupervisor?
    /// The same, to be run.
    public var services: [any Service] { supervisor.map { [$0] } ?? [] }

    /// - Parameters:
    ///   - stateFolder: where a private clamd has its files.
    ///   - replacement: scans in place of all these.
    public init(
        _ configuration: LazaretConfiguration, stateFolder: URL, replacement: (any Scanner)? = nil, log: Logger
    ) {
        if let replacement {
            (scanner, supervisor) = (replacement, nil)
            return
        }
        let section = configuration.scanner
        let settings = section.settings(maximumFileSize: configuration.policy.maximumSize, stateFolder: stateFolder)
        let configured = section.clamd
        let endpoints = configured.isEmpty ? [ClamdEndpoint.installed()].compactMap { $0 } : configured
        guard endpoints.isEmpty else {
            scanner = ClamdScanner(settings, endpoints: endpoints)
            supervisor = nil
            return
        }
        let supervisor = ClamdSupervisor(settings, logger: log.with(["service": "clamd"]))
        scanner = ClamdScanner(settings, endpoints: [supervisor.endpoint], supervisor: supervisor)
        self.supervisor = supervisor
    }

    /// Runs the body beside what the scanner needs, for a command; a signal ends both.
    ///
    /// - Parameter body: is given what a signal triggers.
    /// - Throws: what the body throws, and `ServiceGroupError`.
    public func run<Value: Sendable>(_ body: @escaping @Sendable (StopSignal) async throws -> Value) async throws -> Value? {
        let stop = StopSignal()
        let services = ServiceGroup([SignalListener(triggering: stop)] + services, gracePeriod: .seconds(10))
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await services.run(until: stop)
                return nil
            }
            group.addTask { try await body(stop) }
            defer { stop.trigger() }
            while let value = try await group.next() {
                if let value { return value }
            }
            return nil
        }
    }

    /// How the scanner is once it is ready or will not become so: a private clamd needs time to load its signatures, any other is there or
    /// is not.
    public func settledStatus(until stop: StopSignal) async -> ScannerStatus {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            let status = await scanner.status()
            let isStarting = supervisor.map { $0.problem == nil && ContinuousClock.now < deadline } ?? false
            guard !status.isReady, isStarting, !stop.isTriggered else { return status }
            await stop.wait(atMost: .milliseconds(100))
        }
    }

    private static let patience: Duration = .seconds(120)
}

extension ScannerSection {
    fileprivate func settings(maximumFileSize: Int64, stateFolder: URL) -> ScannerConfiguration {
        var settings = ScannerConfiguration(
            timeout: timeout, maximumSignatureAge: maximumSignatureAge, maximumFileSize: maximumFileSize, stateFolder: stateFolder,
            signatureFolder: URL(fileURLWithPath: signatures))
        if let concurrency { settings.concurrency = concurrency }
        return settings
    }
}
