import Attachments
import Lifecycle
import Scanning

/// One run over local files, with a clamd of our own beside it where none is there; a signal ends both.
struct LocalScan: Sendable {
    private static let patienceWithOwnEngine: Duration = .seconds(120)

    let engine: ScanningEngine
    let policy: Policy
    let json: Bool

    /// Judges the files one after another and prints what would become of them.
    ///
    /// - Throws: `CommandError` when there is no scanner, or when a signal came first.
    func run(_ files: [String]) async throws -> ExitCode {
        let stop = StopSignal()
        let services = ServiceGroup([SignalListener(triggering: stop)] + engine.services, gracePeriod: .seconds(10))
        return try await withThrowingTaskGroup(of: ExitCode?.self) { group in
            group.addTask {
                try await services.run(until: stop)
                return nil
            }
            group.addTask { try await judge(files, until: stop) }
            defer { stop.trigger() }
            while let code = try await group.next() {
                if let code { return code }
            }
            return .no
        }
    }

    private func judge(_ files: [String], until stop: StopSignal) async throws -> ExitCode {
        try await waitUntilReady(until: stop)
        var report = ScanReport(json: json, total: files.count)
        let judge = LocalJudge(scanner: engine.scanner, policy: policy)
        for path in files {
            guard let judgement = try await self.judgement(of: path, by: judge, until: stop) else { throw interruption }
            report.add(judgement)
        }
        report.close()
        return report.everythingPassed ? .done : .no
    }

    /// `nil` when the stop came first.
    private func judgement(of path: String, by judge: LocalJudge, until stop: StopSignal) async throws -> Judgement? {
        try await withThrowingTaskGroup(of: Judgement?.self) { group in
            group.addTask { try await judge.judge(path) }
            group.addTask {
                await stop.wait()
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// A clamd of our own needs time to load its signatures; any other is there or is not.
    private func waitUntilReady(until stop: StopSignal) async throws {
        let deadline = ContinuousClock.now + Self.patienceWithOwnEngine
        while true {
            let status = await engine.scanner.status()
            if status.isReady { return }
            let isStarting = engine.supervisor.map { $0.problem == nil && ContinuousClock.now < deadline } ?? false
            guard isStarting else {
                throw CommandError.unavailable(status.problem ?? "No scanner answers. See 'scanner' in the configuration.")
            }
            await stop.wait(atMost: .milliseconds(100))
            if stop.isTriggered { throw interruption }
        }
    }

    private var interruption: CommandError {
        CommandError(exitCode: .no, description: "Interrupted: not every file was judged.")
    }
}
