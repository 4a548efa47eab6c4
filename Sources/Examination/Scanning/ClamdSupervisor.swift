import Foundation
public import Lifecycle
public import Observability
import Sockets
import Synchronization
import Threading

/// Runs a private clamd where the machine has none: writes its configuration, starts it, starts it again when it dies, and ends it.
///
/// Without clamd or without signatures it goes on trying: the gateway then takes files and releases none.
public final class ClamdSupervisor: Service {
    private static let shortestRest: Duration = .seconds(1)
    private static let longestRest: Duration = .seconds(30)
    private static let stopGrace: Duration = .seconds(5)

    private let settings: ClamdSettings
    private let programFolders: [String]
    private let logger: Logger
    private let current = Mutex<String?>(nil)

    /// What logs call it.
    public let name = "clamd"

    /// Prepares; nothing starts before `run`.
    ///
    /// - Parameter programFolders: where `clamd` is looked for, in this order; `nil` for `PATH` and where packages put it.
    public init(
        _ configuration: ScannerConfiguration, logger: Logger, programFolders: [String]? = nil
    ) {
        settings = ClamdSettings(configuration)
        self.programFolders = programFolders ?? ClamdProcess.usualFolders
        self.logger = logger
    }

    /// Where the private clamd listens once it runs.
    public var endpoint: ClamdEndpoint { ClamdEndpoint(.unix(path: settings.socket.path)) }

    /// The last thing that kept clamd from running, and what to do; `nil` when nothing has since it was last started.
    public var problem: String? { current.withLock { $0 } }

    /// Keeps clamd running until the stop, and returns when it has ended.
    public func run(until stop: StopSignal) async throws {
        await ClamdRemains(settings: settings).end()
        var rest = Self.shortestRest
        while !stop.isTriggered && !Task.isCancelled {
            let start = ContinuousClock.now
            do {
                try await runOnce(until: stop)
            } catch {
                note("\(error)")
            }
            guard !stop.isTriggered else { break }
            if ContinuousClock.now - start > Self.longestRest { rest = Self.shortestRest }
            await stop.wait(atMost: rest)
            rest = min(rest * 2, Self.longestRest)
        }
    }

    /// One life of clamd.
    private func runOnce(until stop: StopSignal) async throws {
        let process = try prepare()
        // The thread is clamd's for life: see `ClamdProcess.run`.
        let thread = ThreadPool(name: "clamd-process", threads: 1)
        current.withLock { $0 = nil }
        logger.info("starting a private clamd", ["signatures": .string(settings.signatureFolder.path)])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await stop.wait()
                process.stop()
                // A cancelled wait is over at once: then there is no more time to give.
                try? await Task.sleep(for: Self.stopGrace)
                process.kill()
            }
            group.addTask {
                try await thread.run { [self] in try process.run { [self] in report($0) } }
            }
            defer { group.cancelAll() }
            for try await _ in group.prefix(1) {}
        }
        if !stop.isTriggered { note(problem ?? "The private clamd ended; it is started again.") }
    }

    private func prepare() throws(ScanningError) -> ClamdProcess {
        guard let program = ClamdProcess.executable("clamd", in: programFolders) else {
            throw ScanningError(
                .clamdUnavailable, "clamd is not installed: install the package clamav-daemon, or configure where a clamd listens.")
        }
        guard settings.hasSignatures else {
            throw ScanningError(
                .clamdUnavailable,
                "There are no virus signatures in \(settings.signatureFolder.path): run freshclam (package clamav-freshclam).")
        }
        try settings.write()
        return ClamdProcess(program: program, settings: settings)
    }

    private func report(_ line: String) {
        logger.warning("clamd", ["line": .string(line)])
        guard line.contains("ERROR:") || line.contains("Error:") else { return }
        current.withLock { $0 = "The private clamd says: \(line)" }
    }

    /// Says once what is wrong, however often it is tried again.
    private func note(_ problem: String) {
        let before = current.withLock { current in
            defer { current = problem }
            return current
        }
        if problem != before { logger.error(problem) }
    }
}
