import Attachments
import Configuration
import FileIO
import Foundation
import Inspection
import Lifecycle
import Observability
import Scanning

/// `lazaret scan`
struct ScanCommand: Command {
    static let name = "scan"
    static let summary = "Inspect and scan local files with the same policy."
    static let help = """
        Inspects and scans files and folders as the gateway would, with the policy in force, and says what would become
        of each. Nothing is stored, moved or sent. Exit code 1 when any file would not be released.

        Usage: lazaret scan [--config FILE] [--json] PATH...

          --json   one JSON object a line

        Example: lazaret scan --json ~/Downloads
        """

    private let file: String?
    private let json: Bool
    private let paths: [String]

    init(_ arguments: inout Arguments) throws {
        file = try arguments.value(of: "--config")
        json = arguments.flag("--json")
        paths = try arguments.operands()
        guard !paths.isEmpty else { throw CommandError.usage("Name at least one file or folder: lazaret scan PATH...") }
    }

    func run() async throws -> ExitCode {
        let configuration = try ConfigurationFile.load(file)
        let files = try LocalFiles.all(under: paths)
        let state = try ScratchFolder()
        defer { state.remove() }
        let engine = ScanningEngine(
            configuration.scanner, maximumFileSize: configuration.policy.maximumSize, stateFolder: state.url, log: Logger())
        let stop = StopSignal()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ServiceGroup(engine.services, gracePeriod: .seconds(5)).run(until: stop) }
            defer { stop.trigger() }
            try await Self.waitUntilReady(engine.scanner, hasOwnEngine: !engine.services.isEmpty)
            return try await judge(files, LocalJudge(scanner: engine.scanner, policy: configuration.policy))
        }
    }

    private func judge(_ files: [String], _ judge: LocalJudge) async throws -> ExitCode {
        var report = ScanReport(json: json, total: files.count)
        for path in files {
            report.add(try await judge.judge(path))
        }
        report.close()
        return report.everythingPassed ? .done : .no
    }

    /// A clamd of our own needs time to load its signatures; any other is there or is not.
    private static func waitUntilReady(_ scanner: any Scanning.Scanner, hasOwnEngine: Bool) async throws {
        let deadline = ContinuousClock.now + (hasOwnEngine ? .seconds(120) : .zero)
        while true {
            let status = await scanner.status()
            if status.isReady { return }
            guard ContinuousClock.now < deadline, hasOwnEngine else {
                throw CommandError.unavailable(status.problem ?? "No scanner answers. See 'scanner' in the configuration.")
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}
