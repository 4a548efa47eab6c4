import Attachments
import Crypto
import FileIO
import Foundation
import HTTPClient
import HTTPSemantics
import Scanning
import Story

/// The servers under measurement and the load on them.
struct Bench: Sendable {
    private static let key = "bench"
    /// As many at once as the gateway scans, so that both runs ask clamd alike.
    private static let concurrency = 8

    private let folder: URL
    private let clamd: ClamdProcess
    private let lazaret: ChildProcess
    private let url: String
    private let http: HTTPClient

    /// Starts a real clamd and the release build of the gateway.
    static func setUp(program: URL, folder: URL) async throws -> Bench {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try VersionedSignatures().write(to: folder.appending(path: "clamd/signatures"))
        let clamd = try await ClamdProcess.start(in: folder.appending(path: "clamd"))
        let port = try FreePort.find()
        let configuration = folder.appending(path: "lazaret.json")
        try Data(
            """
            {
              server: { port: \(port) }, data: "\(folder.path)/data",
              auth: { keys: [{ name: "bench", sha256: "\(try SHA256.hash(Array(key.utf8)).hex)", roles: ["upload"] }] },
              policy: { maximumSize: "60MB" },
              scanner: { clamd: ["\(ClamdProcess.endpoint(in: folder.appending(path: "clamd")))"], concurrency: \(concurrency) },
              logging: { level: "warning" },
            }
            """.utf8
        ).write(to: configuration)
        let lazaret = try ChildProcess(
            "lazaret", [program.path, "serve", "--config", configuration.path], output: folder.appending(path: "lazaret.log"))
        var limits = HTTPClient.Configuration()
        limits.maximumConnectionsPerHost = 128
        let bench = Bench(
            folder: folder, clamd: clamd, lazaret: lazaret, url: "http://127.0.0.1:\(port)", http: HTTPClient(limits))
        try await Wait.until("the gateway is ready", atMost: .seconds(60)) {
            // Not listening yet is what is waited for.
            (try? await bench.http.send(.init(url: bench.url + "/readyz")).status) == 200
        }
        return bench
    }

    func tearDown() async {
        await lazaret.stop()
        await clamd.stop()
    }

    /// Clamd's own ceiling: the files lie on the disk, and their descriptors are passed to it.
    func scan(_ load: Load) async throws -> Measurement {
        // Left where it is until the end: ext4 makes new files slowly where many were just removed.
        let spool = folder.appending(path: "spool-\(load.size)")
        try FileManager.default.createDirectory(at: spool, withIntermediateDirectories: true)
        let paths = try load.files(seed: UInt64(load.size)).enumerated().map { index, bytes in
            let path = spool.appending(path: "\(index)").path
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            return path
        }
        let scanner = ClamdScanner(
            ScannerConfiguration(maximumFileSize: 60_000_000, concurrency: Self.concurrency, stateFolder: folder),
            endpoints: [ClamdEndpoint(ClamdProcess.endpoint(in: folder.appending(path: "clamd")))].compactMap { $0 })
        _ = await scanner.status()
        return try await measure(paths) { path in
            let verdict = await scanner.scan(try OpenFile(path: path))
            guard verdict.outcome == .clean else { throw Unexpected("clamd's verdict was \(verdict)") }
        }
    }

    /// The same through the gateway: uploaded, held, inspected, scanned, released.
    func upload(_ load: Load) async throws -> Measurement { try await upload(load.files(seed: UInt64(load.size) * 7919)) }

    /// Uploads these files, and waits until they are released.
    func upload(_ files: [[UInt8]]) async throws -> Measurement {
        try await measure(files) { bytes in
            let answer = try await send(bytes, waiting: true)
            guard answer.status == 200 else { throw Unexpected("an upload was answered \(answer.status)") }
        }
    }

    /// The gateway's largest resident size while so many uploads are in flight.
    func memoryUnderLoad(uploads: Int, size: Int) async throws -> MemoryReport {
        var picture = NoisePicture(seed: 77)
        let bytes = picture.bytes(size: size)
        let usage = ProcessUsage(identifier: lazaret.identifier)
        try usage.forgetPeak()
        let before = try usage.peakResidentBytes
        try await withThrowingTaskGroup { group in
            for _ in 0..<uploads {
                group.addTask {
                    let answer = try await send(bytes, waiting: false)
                    guard answer.status == 202 || answer.status == 200 else {
                        throw Unexpected("an upload was answered \(answer.status)")
                    }
                }
            }
            try await group.waitForAll()
        }
        return MemoryReport(uploads: uploads, size: size, before: before, peak: try usage.peakResidentBytes)
    }

    private func send(_ bytes: [UInt8], waiting: Bool) async throws -> HTTPClient.Response {
        try await http.send(
            .init(
                method: .post, url: url + "/upload?contact_id=bench&filename=noise.png",
                fields: [
                    "Authorization": "Bearer \(Self.key)", "Content-Type": "image/png",
                    "Prefer": waiting ? "wait=60" : "respond-async",
                ], body: bytes, timeout: .seconds(120)))
    }

    private func measure<Item: Sendable>(
        _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Void
    ) async throws -> Measurement {
        let processes = try usage()
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, item) in items.enumerated() {
                if index >= Self.concurrency { try await group.next() }
                group.addTask { try await work(item) }
            }
            try await group.waitForAll()
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let after = try usage()
        return Measurement(
            seconds: seconds, clamd: after[0] - processes[0], lazaret: after[1] - processes[1], generator: after[2] - processes[2])
    }

    private func usage() throws -> [ProcessUsage.CPU] {
        try [clamd.identifier, lazaret.identifier, ProcessInfo.processInfo.processIdentifier].map {
            try ProcessUsage(identifier: $0).cpu
        }
    }
}

/// Something that a benchmark cannot be measured with.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
