public import Attachments
public import FileIO
public import Foundation
import Sockets

/// Scans files with one or several clamd.
///
/// Every endpoint must prove itself (signatures, size) before it is believed. A scan goes to the one that is least busy, and to the next when
/// that cannot be reached or breaks off; never more go to one at once than it has threads. A scan that runs out of time is not given to the next: a file that stalls one would stall them all.
public final class ClamdScanner: Scanner {
    private enum Attempt: Sendable {
        case answered(Examination)
        /// The connection failed or broke; another engine may do better.
        case lost(String)
    }

    private let configuration: ScannerConfiguration
    private let engines: [ClamdEngine]
    private let supervisor: ClamdSupervisor?
    private let now: @Sendable () -> Date

    /// Prepares the scanner; nothing is asked before the first scan or the first question for the status.
    ///
    /// - Parameters:
    ///   - endpoints: at least one; of those that are equally busy, the first is preferred.
    ///   - supervisor: explains why a private clamd is not there.
    ///   - now: for the age of the signatures.
    public init(
        _ configuration: ScannerConfiguration, endpoints: [ClamdEndpoint], supervisor: ClamdSupervisor? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.configuration = configuration
        self.supervisor = supervisor
        self.now = now
        engines = endpoints.map { ClamdEngine($0, configuration: configuration) }
    }

    /// Scans a file; waits for a free place and, when one is due, for a test of the engine.
    ///
    /// Cancelling the task ends a running scan at once with `error`, and a waiting one before it begins. An empty file is
    /// `unscannable`. clamd answers `OK` to files of up to five bytes without a look: no signature fits into them.
    public func scan(_ file: OpenFile) async -> Examination {
        guard file.size > 0 else { return .clamd(.unscannable, ["The file is empty."]) }
        var problems: [String] = []
        var tooLarge: Examination?
        var untried = engines
        while let engine = Self.takeBest(of: &untried) {
            switch await readiness(of: engine) {
            case .down(let problem): problems.append(problem)
            case .ready(let proof) where file.size > proof.provenSize: tooLarge = Self.tooLarge(file, for: proof)
            case .ready(let proof):
                switch await attempt(file, with: engine, proof) {
                case .answered(let examination): return examination
                case .lost(let problem): problems.append(problem)
                }
            }
        }
        // An engine that is away may take larger files than those that are here.
        if problems.isEmpty, let tooLarge { return tooLarge }
        return .clamd(.error, problems.isEmpty ? ["No scanner is configured."] : problems)
    }

    /// The least busy one of those that need no test first; of equals, the one that is configured first.
    private static func takeBest(of engines: inout [ClamdEngine]) -> ClamdEngine? {
        let ranks = engines.map { (isUnproven: $0.isProven ? 0 : 1, load: $0.load) }
        guard let best = ranks.indices.min(by: { ranks[$0] < ranks[$1] }) else { return nil }
        return engines.remove(at: best)
    }

    /// Whether an engine has proven itself and its signatures are young enough; tests those for which a test is due.
    ///
    /// An engine that is slow to answer its test is waited for only while no other is ready.
    public func status() async -> ScannerStatus {
        guard !engines.isEmpty else { return ScannerStatus(isReady: false, problem: "No scanner is configured.") }
        let quick = await look(isPatient: false)
        return PoolStatus(quick.contains(where: \.isReady) ? quick : await look(isPatient: true)).status(
            for: configuration.maximumFileSize)
    }

    private func look(isPatient: Bool) async -> [EngineStatus] {
        await withTaskGroup { group in
            for (number, engine) in engines.enumerated() {
                group.addTask { (number, await self.look(at: engine, isPatient: isPatient)) }
            }
            return await group.reduce(into: [(Int, EngineStatus)]()) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func look(at engine: ClamdEngine, isPatient: Bool) async -> EngineStatus {
        let readiness = await readiness(of: engine, believing: ScannerHealth.statusLifetime, isPatient: isPatient)
        let (scans, places) = engine.occupation
        var status = EngineStatus(endpoint: engine.client.endpoint.description, scans: scans, places: places)
        switch readiness {
        case .down(let problem): status.problem = problem
        case .ready(let proof): status.show(proof, at: now())
        }
        return status
    }

    /// Old signatures make an engine as unready as a closed port.
    private func readiness(
        of engine: ClamdEngine, believing lifetime: Duration = ScannerHealth.virusProofLifetime, isPatient: Bool = true
    ) async -> ClamdEngine.Readiness {
        switch await engine.readiness(believing: lifetime, isPatient: isPatient) {
        case .down(let problem): .down(supervisor?.problem ?? problem)
        case .ready(let proof):
            proof.problem(at: now(), maximumAge: configuration.maximumSignatureAge).map { .down($0) } ?? .ready(proof)
        }
    }

    private func attempt(_ file: OpenFile, with engine: ClamdEngine, _ proof: ScannerProof) async -> Attempt {
        let interruption = Interruption()
        return await withTaskCancellationHandler {
            await exchange(file, with: engine, proof, interruption)
        } onCancel: {
            interruption.interrupt()
        }
    }

    private func exchange(
        _ file: OpenFile, with engine: ClamdEngine, _ proof: ScannerProof, _ interruption: Interruption
    ) async -> Attempt {
        let limit = configuration.timeLimit(forSize: file.size)
        do {
            let (command, ending) = try await engine.scan(file, within: limit, interruption: interruption)
            // What a cancelled scan ends with says nothing about the engine.
            guard !Task.isCancelled else { return .answered(Self.cancelled) }
            return read(ending, to: command, from: engine, proof)
        } catch let error as SocketError where error.code == .fileUnreadable {
            return .answered(.clamd(.error, [error.description]))
        } catch {
            guard !Task.isCancelled else { return .answered(Self.cancelled) }
            engine.failed("\(error)")
            return .lost("\(error)")
        }
    }

    private func read(
        _ ending: ClamdExchange.Ending, to command: ClamdCommand, from engine: ClamdEngine, _ proof: ScannerProof
    ) -> Attempt {
        switch ending {
        case .answer(let bytes, let toWholeQuestion):
            engine.answered()
            let reply = ClamdReply(bytes, to: command, toWholeQuestion: toWholeQuestion)
            return .answered(reply.examination(engine: proof.version.engine))
        case .closedWithoutAnswer, .cutShort, .answerTooLong:
            let problem = "clamd at \(engine.client.endpoint) broke off the scan; see its log."
            engine.doubt(problem)
            return .lost(problem)
        case .timedOut:
            let problem = "The scan took longer than allowed; see whether clamd is overloaded."
            engine.doubt(problem)
            return .answered(.clamd(.error, [problem], engine: proof.version.engine))
        }
    }

    private static let cancelled = Examination.clamd(.error, ["The scan was cancelled."])

    private static func tooLarge(_ file: OpenFile, for proof: ScannerProof) -> Examination {
        .clamd(
            .limit,
            [
                "The file has \(file.size) bytes and clamd scans files whole only up to \(proof.provenSize); "
                    + "raise MaxFileSize, MaxScanSize and StreamMaxLength in clamd.conf."
            ], engine: proof.version.engine)
    }
}
