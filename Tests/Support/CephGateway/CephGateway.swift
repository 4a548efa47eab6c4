public import Foundation
import HTTPClient
import Observability
public import S3

/// A real S3 service on loopback: one for the whole run of the tests, ended with it.
public final class CephGateway: Sendable {
    /// Why it could not be had.
    public struct Failure: Error {
        /// What was waited for.
        public let what: String
    }

    /// Signs as the one user that the service knows.
    public static let credentials = Credentials(accessKey: "AKLAZARET", secretKey: Secret("SKLAZARET"))

    /// The service's address.
    public let url: URL
    let folder: String
    private let process: Process?
    /// The script ends when this closes, and so also when the tests crash.
    private let input: Pipe?

    private static let starting = Task { try await start() }
    private static let http = HTTPClient()

    /// The service that `scripts/run-tests` has started, or one of this process's own; started at the first call.
    public static func shared() async throws -> CephGateway { try await starting.value }

    static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../scripts/ceph-rgw")
        .standardized

    private static func start() async throws -> CephGateway {
        if let folder = ProcessInfo.processInfo.environment["LAZARET_CEPH"] {
            return try await CephGateway(folder: folder, process: nil, input: nil)
        }
        let folder = "/tmp/lz-ceph-\(UUID().uuidString.prefix(8))"
        let (process, input) = (Process(), Pipe())
        process.executableURL = script
        process.arguments = ["serve", folder]
        process.standardInput = input
        try process.run()
        return try await CephGateway(folder: folder, process: process, input: input)
    }

    private init(folder: String, process: Process?, input: Pipe?) async throws {
        self.folder = folder
        self.process = process
        self.input = input
        let file = folder + "/endpoint"
        try await eventually("Ceph answers", within: .seconds(90)) { FileManager.default.fileExists(atPath: file) }
        let text = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)
        guard let url = URL(string: text) else { throw Failure(what: "an address in \(file)") }
        self.url = url
    }

    /// A client of the service, or of what stands at another address before it.
    public func client(
        at url: URL? = nil, credentials: Credentials = credentials, schedule: RetrySchedule = .quick,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws -> S3Client {
        guard let endpoint = S3Endpoint(url ?? self.url, style: .path) else { throw Failure(what: "an endpoint") }
        return S3Client(
            endpoint: endpoint, signer: RequestSigner(credentials: credentials, region: "us-east-1"), http: Self.http,
            schedule: schedule, now: now, chance: { 0.5 })
    }

    /// Makes a bucket that nobody else uses.
    public func newBucket(_ name: String = "test") async throws -> String {
        let bucket = "\(name)-\(UUID().uuidString.lowercased())"
        try await client().createBucket(bucket)
        return bucket
    }
}

extension RetrySchedule {
    /// Tries as often as the default does, with shorter waits, and gives up for no other reason: how long a try takes is the machine's.
    public static var quick: RetrySchedule {
        var schedule = RetrySchedule()
        schedule.base = .milliseconds(20)
        schedule.patience = .seconds(3600)
        return schedule
    }
}

/// Asks until something is so.
func eventually(_ what: String, within limit: Duration, _ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw CephGateway.Failure(what: what) }
        try await Task.sleep(for: .milliseconds(20))
    }
}
