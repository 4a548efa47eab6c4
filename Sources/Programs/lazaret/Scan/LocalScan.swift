import Application
import Attachments
import Lifecycle
import Scanning

/// One run over local files, with a clamd of our own beside it where none is there; a signal ends both.
struct LocalScan: Sendable {
    let engine: ScanningEngine
    let policy: Policy
    let json: Bool

    /// Judges the files one after another and prints what would become of them.
    ///
    /// - Throws: `CommandError` when there is no scanner, or when a signal came first.
    func run(_ files: [String]) async throws -> ExitCode {
        try await engine.run { try await judge(files, until: $0) } ?? .no
    }

    private func judge(_ files: [String], until stop: StopSignal) async throws -> ExitCode {
        try await waitUntilReady(until: stop)
        var report = ScanReport(json: json, total: files.count)
        let judge = LocalAssessment(scanner: engine.scanner, policy: policy)
        for path in files {
            guard let result = try await self.result(of: path, by: judge, until: stop) else { throw interruption }
            report.add(result)
        }
        report.close()
        return report.everythingPassed ? .done : .no
    }

    /// `nil` when the stop came first.
    private func result(of path: String, by judge: LocalAssessment, until stop: StopSignal) async throws -> ScanResult? {
        try await withThrowingTaskGroup(of: ScanResult?.self) { group in
            group.addTask { try await judge.judge(path) }
            group.addTask {
                await stop.wait()
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private func waitUntilReady(until stop: StopSignal) async throws {
        let status = await engine.settledStatus(until: stop)
        if stop.isTriggered { throw interruption }
        guard status.isReady else {
            throw CommandError.unavailable(status.problem ?? "No scanner answers. See 'scanner' in the configuration.")
        }
    }

    private var interruption: CommandError {
        CommandError(exitCode: .no, description: "Interrupted: not every file was judged.")
    }
}
