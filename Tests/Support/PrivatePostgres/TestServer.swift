import Foundation
public import Observability
import Threading

/// A PostgreSQL server of one test's own, to be killed and started again. Gone with the last reference.
public final class TestServer: Sendable {
    /// The script said no.
    public struct Failure: Error {
        /// What it said.
        public let output: String
    }

    private static let threads = ThreadPool<Void>(name: "test-server", threads: 2)
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "scripts/postgres").path

    /// Where it is; short, for a socket's path may have 107 bytes.
    public let folder = "/tmp/lz-pg-" + UUID().uuidString.prefix(8)
    /// Its URL, over the unix socket.
    public let url: Secret

    /// Starts one; with a port it is also at 127.0.0.1, with TLS.
    public init(port: UInt16? = nil) async throws {
        let arguments = ["start", folder] + (port.map { ["\($0)"] } ?? [])
        url = Secret(try await Self.call(arguments))
    }

    deinit { _ = try? Self.run(["stop", folder]) }

    /// Ends it as a crash would.
    public func kill() async throws { _ = try await Self.call(["kill", folder]) }

    /// Starts it again.
    public func resume() async throws { _ = try await Self.call(["resume", folder]) }

    private static func call(_ arguments: [String]) async throws -> String { try await threads.run { try run(arguments) } }

    private static func run(_ arguments: [String]) throws -> String {
        // Not a pipe: servers that are started at the same moment would inherit it, and it would never end.
        let output = URL(filePath: "/tmp/lz-pg-output-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: script)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        guard process.terminationStatus == 0 else { throw Failure(output: text) }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
