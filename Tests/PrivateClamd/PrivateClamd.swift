import Foundation
import Lifecycle
import Observability
public import Scanning

public import protocol Scanning.Scanner

/// A real clamd of a test suite's own, under the gateway's supervisor, that knows the EICAR test file and nothing else.
public struct PrivateClamd: Sendable {
    /// What the test files' signature is called in a verdict.
    public static let signature = "Eicar-Test-Signature.UNOFFICIAL"

    /// Put together at run time, so that no file of ours sets off a scanner.
    public static let eicar = Array((#"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-"# + "ANTIVIRUS-TEST-FILE!$H+H*").utf8)

    /// Why clamd could not be had.
    public struct Failure: Error {
        /// What the supervisor says.
        public let problem: String?
    }

    /// Runs the body with a scanner that is ready, then ends clamd.
    public static func run(_ body: @Sendable (any Scanner) async throws -> Void) async throws {
        let folder = try TestFolder()
        let signatures = folder.url.appending(path: "signatures", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: signatures, withIntermediateDirectories: true)
        let pattern = eicar.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        try Data("Eicar-Test-Signature:0:*:\(pattern)\n".utf8).write(to: signatures.appending(path: "test.ndb"))
        let configuration = ScannerConfiguration(
            maximumFileSize: 4_000_000, concurrency: 4, stateFolder: folder.url, signatureFolder: signatures)
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
