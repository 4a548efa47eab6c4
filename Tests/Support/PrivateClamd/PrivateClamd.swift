import Foundation
import Lifecycle
import Observability
public import Scanning
import TestSupport

public import protocol Scanning.Scanner

/// A real clamd of a test suite's own, under the gateway's supervisor, that knows the EICAR test file and nothing else.
public struct PrivateClamd: Sendable {
    /// What the test file's signature is called in a verdict.
    public static let signature = Eicar.name

    /// The test file.
    public static let eicar = Eicar.bytes

    /// Why clamd could not be had.
    public struct Failure: Error {
        /// What the supervisor says.
        public let problem: String?
    }

    /// Runs the body with a scanner that is ready, then ends clamd.
    public static func run(_ body: @Sendable (any Scanner) async throws -> Void) async throws {
        let folder = try TestFolder.withSignatures()
        let configuration = ScannerConfiguration(
            maximumFileSize: 4_000_000, concurrency: 4, stateFolder: folder.url, signatureFolder: URL(filePath: folder.signatures))
        let supervisor = ClamdSupervisor(configuration, logger: Logger())
        let scanner = ClamdScanner(configuration, endpoints: [supervisor.endpoint], supervisor: supervisor)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await supervisor.run(until: stop) }
            defer { stop.trigger() }
            let deadline = ContinuousClock.now + .seconds(60)
            while await !scanner.status().isReady {
                guard ContinuousClock.now < deadline else { throw Failure(problem: supervisor.problem) }
                try await Task.sleep(for: .milliseconds(20))
            }
            try await body(scanner)
        }
        withExtendedLifetime(folder) {}
    }
}
