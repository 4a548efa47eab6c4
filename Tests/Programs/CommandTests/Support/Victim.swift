import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// A gateway that is killed again and again while files come in, with a platform of its own that lives on.
final class Victim: Sendable {
    /// How a life ends.
    enum Death: Sendable {
        /// By itself, at a failpoint, the so manieth time.
        case at(String, Int)
        /// So long after it listens.
        case after(Duration)
    }

    private let folder: TestFolder
    private let witness: Witness
    private let configuration: String
    private let patience: Duration
    private let failpoints = Mutex<Set<String>>([])

    /// The failpoints at which it has died by itself.
    var seen: Set<String> { failpoints.withLock { $0 } }

    /// - Parameter patience: how long a life may go on after its senders were answered until it comes to its failpoint.
    init(
        scanner: String, patience: Duration, on backing: (TestFolder) async throws -> any Backing
    ) async throws {
        folder = try TestFolder.withSignatures()
        self.patience = patience
        witness = Witness(try await StandIn.start(in: folder), try await backing(folder))
        configuration = """
            // Each start proves the scanner with a file of this size, and clamd goes on with it for one that was killed.
            policy: { maximumSize: "100KB" },
            scanner: { clamd: ["\(scanner)"] },
            \(witness.platform.settings(routes: "platform", "callsPerMinute: 3000,"))
            \(witness.backing.settings)
            """
    }

    /// Starts the gateway, sends files, and sees it die.
    func live(until death: Death) async throws {
        var environment: [String: String] = [:]
        if case .at(let failpoint, let count) = death { environment["LAZARET_FAILPOINT"] = "\(failpoint):\(count)" }
        let run = try await start(environment)
        // What a life before has left may bring it to its failpoint before it listens.
        guard let gateway = try? await RunningGateway(run) else { return try await end(run, death) }
        await withTaskGroup { group in
            for number in 0..<3 { group.addTask { await self.witness.send(to: gateway, isInfected: number == 1) } }
            if case .after(let time) = death {
                try? await Task.sleep(for: time)
                run.signal(SIGKILL)
            }
            await group.waitForAll()
        }
        try await end(run, death)
    }

    /// Starts it once more, waits until nothing is left to do, and compares ledger, store and platform with what was said.
    ///
    /// - Parameter limit: how long that may take.
    func proveThatNothingIsLost(within limit: Duration) async throws {
        let gateway = try await RunningGateway(start([:]))
        let good = try await witness.compare(with: gateway, atMost: limit)
        #expect(try await gateway.stop() == 0)
        try await witness.compareStore(with: good)
        let audit = try await Run.end(["audit", "verify"], in: folder)
        #expect(audit.code == 0, "\(audit.output)\(audit.errors)")
        try await witness.platform.stop()
    }

    private func start(_ environment: [String: String]) async throws -> Run {
        let file = try RunningGateway.configure(folder, configuration)
        return try await Run.start(["serve", "--config", file], in: folder, environment: environment)
    }

    private func end(_ run: Run, _ death: Death) async throws {
        // There are failpoints that this life does not come to.
        let isOver = (try? await run.exitCode(within: patience)) != nil
        if isOver, case .at(let failpoint, _) = death { _ = failpoints.withLock { $0.insert(failpoint) } }
        if !isOver { run.signal(SIGKILL) }
        _ = try await run.exitCode()
    }
}
