import FileIO
import Synchronization
import Threading

/// One clamd with what is known of it. Tests it when needed, once for all who wait.
final class ClamdEngine: Sendable {
    enum Readiness: Sendable, Hashable {
        case ready(ScannerProof)
        case down(String)
    }

    private enum Step {
        case done(Readiness)
        case wait(Task<Readiness, Never>)
    }

    /// No more scans at once than clamd has threads for: what waits in its queue would use up its time limit there.
    private struct Workers {
        let count: Int
        let pool: ThreadPool<Void>

        init(_ count: Int) {
            self.count = count
            pool = ThreadPool(name: "clamd-scan", threads: count)
        }
    }

    private struct State {
        var workers: Workers
        var health = ScannerHealth()
        var test: Task<Readiness, Never>?
        var testStart = ContinuousClock.now
        var scans = 0
    }

    /// So long is a test waited for by those who can do without its answer.
    private static let testPatience: Duration = .seconds(1)

    let client: ClamdClient
    private let concurrency: Int
    private let selfTest: ScannerSelfTest
    /// Its own thread, so that a test does not wait behind the scans that wait for it.
    private let testThread = ThreadPool(name: "clamd-test", threads: 1)
    private let state: Mutex<State>

    init(_ endpoint: ClamdEndpoint, configuration: ScannerConfiguration) {
        client = ClamdClient(endpoint: endpoint)
        selfTest = ScannerSelfTest(
            client: client, maximumSize: configuration.maximumFileSize, virus: TestVirus(folder: configuration.clamdFolder),
            configuration: configuration)
        concurrency = configuration.concurrency
        state = Mutex(State(workers: Workers(concurrency)))
    }

    /// How busy it is: scans that run or wait, the next one counted, for each that it can run at once.
    var load: Double { state.withLock { Double($0.scans + 1) / Double($0.workers.count) } }

    /// Scans that run or wait, and how many may run at once.
    var occupation: (scans: Int, places: Int) { state.withLock { ($0.scans, $0.workers.count) } }

    /// Whether it can be used at once, without a test.
    var isProven: Bool {
        state.withLock { state in
            if case .use = state.health.advice(at: .now) { state.test == nil } else { false }
        }
    }

    /// Whether files may be given to it now; waits for a test that is due.
    ///
    /// - Parameters:
    ///   - lifetime: how long an answer of before is believed.
    ///   - isPatient: whether a test that takes long already is waited for.
    func readiness(believing lifetime: Duration = ScannerHealth.virusProofLifetime, isPatient: Bool = true) async -> Readiness {
        let step = state.withLock { state -> Step in
            if let test = state.test {
                guard isPatient || ContinuousClock.now - state.testStart < Self.testPatience else {
                    return .done(.down("clamd at \(client.endpoint) is slow to answer."))
                }
                return .wait(test)
            }
            switch state.health.advice(at: .now, believing: lifetime) {
            case .use(let proof): return .done(.ready(proof))
            case .down(let problem): return .done(.down(problem))
            case .prove:
                return .wait(
                    start(&state) {
                        try $0.prove()
                    } record: {
                        $0.proved($1, at: .now)
                    })
            case .renew(let old):
                return .wait(
                    start(&state) {
                        try $0.renew(old)
                    } record: {
                        $0.renewed($1, at: .now)
                    })
            }
        }
        switch step {
        case .done(let readiness): return readiness
        case .wait(let test): return await test.value
        }
    }

    /// Scans a file once a thread is free. A scan that was interrupted ends when it would have begun, or at once when it has.
    ///
    /// - Throws: as `ClamdClient.scan`.
    func scan(
        _ file: OpenFile, within limit: Duration, interruption: Interruption
    ) async throws -> (command: ClamdCommand, ending: ClamdExchange.Ending) {
        let pool = state.withLock { state in
            state.scans += 1
            return state.workers.pool
        }
        defer { state.withLock { $0.scans -= 1 } }
        return try await pool.run { [client] in try client.scan(file, within: limit, interruption: interruption) }
    }

    /// Notes that it could not be reached.
    func failed(_ problem: String) {
        state.withLock { $0.health.failed(problem, at: .now) }
    }

    /// Notes that a connection broke, so that it is tested before it is used again.
    func doubt(_ problem: String) {
        state.withLock { $0.health.doubted(problem, at: .now) }
    }

    /// Notes that a scan came to its end.
    func answered() {
        state.withLock { $0.health.answered() }
    }

    private func start(
        _ state: inout State, _ test: @escaping @Sendable (ScannerSelfTest) throws -> ScannerProof,
        record: @escaping @Sendable (inout ScannerHealth, ScannerProof) -> Void
    ) -> Task<Readiness, Never> {
        let task = Task {
            do {
                let proof = try await testThread.run { [selfTest] in try test(selfTest) }
                return finish(.ready(proof)) { state in
                    record(&state.health, proof)
                    let count = min(concurrency, proof.maximumThreads ?? concurrency)
                    if count != state.workers.count { state.workers = Workers(count) }
                }
            } catch {
                let problem = (error as? ScannerSelfTest.Failure)?.problem ?? "\(error)"
                return finish(.down(problem)) { $0.health.failed(problem, at: .now) }
            }
        }
        state.test = task
        state.testStart = .now
        return task
    }

    private func finish(_ readiness: Readiness, _ change: (inout State) -> Void) -> Readiness {
        state.withLock { state in
            state.test = nil
            change(&state)
        }
        return readiness
    }
}
