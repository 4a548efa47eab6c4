import Foundation
import Glibc
import Lifecycle
import Observability
import TestSupport
import Testing

@testable import Scanning

/// A private clamd under its supervisor, as the gateway runs it.
struct SupervisedClamd: Sendable {
    let folder: TestFolder
    let scanner: ClamdScanner
    let supervisor: ClamdSupervisor

    /// Runs the body while clamd answers, and ends clamd.
    static func run(
        in folder: TestFolder, _ configuration: ScannerConfiguration? = nil,
        _ body: @escaping @Sendable (SupervisedClamd) async throws -> Void
    ) async throws {
        let configuration = configuration ?? folder.configuration()
        let supervisor = ClamdSupervisor(configuration, logger: Logger())
        let scanner = ClamdScanner(configuration, endpoints: [supervisor.endpoint], supervisor: supervisor)
        let clamd = SupervisedClamd(folder: folder, scanner: scanner, supervisor: supervisor)
        let stop = StopSignal()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await supervisor.run(until: stop) }
            defer { stop.trigger() }
            #expect(await eventually { await scanner.status().isReady }, "\(String(describing: supervisor.problem))")
            try await body(clamd)
        }
    }

    /// The process that the pid file names.
    func identifier() throws -> pid_t {
        let text = try String(contentsOf: ClamdSettings(folder.configuration()).processFile, encoding: .utf8)
        return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
}

func isAlive(_ identifier: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8) else { return false }
    return !status.contains(") Z ")
}
