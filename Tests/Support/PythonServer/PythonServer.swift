import Foundation

/// A server written in Python that listens on a loopback port of its own for as long as the object lives.
///
/// The script prints its port as its first line and then whatever the test wants to read back.
public final class PythonServer: Sendable {
    /// The port of 127.0.0.1 it listens on.
    public let port: Int
    private let process: Process
    /// The script ends when this closes, and so also when the tests crash.
    private let input = Pipe()
    private let folder: URL

    /// Starts the script and waits until it listens.
    ///
    /// - Parameter interpreter: `/usr/bin/python3` sees Debian's Python packages, wherever else a Python is installed.
    public init(_ script: String, arguments: [String] = [], interpreter: String = "python3") async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "python-server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "server.py")
        try Data((Self.endWithInput + script).utf8).write(to: file)
        let output = Pipe()
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [interpreter, "-u", file.path] + arguments
        process.currentDirectoryURL = folder
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        port = try await Self.readPort(from: output.fileHandleForReading)
    }

    deinit {
        try? input.fileHandleForWriting.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// An address on the server.
    public func url(_ path: String, scheme: String = "http") -> String { "\(scheme)://127.0.0.1:\(port)\(path)" }

    /// A file in the folder that the script runs in.
    public func path(of file: String) -> String { folder.appending(path: file).path }

    private static let endWithInput = """
        import os, sys, threading
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()

        """

    private struct NoPort: Error {}

    private static func readPort(from output: FileHandle) async throws -> Int {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                let line = String(decoding: output.availableData, as: UTF8.self)
                let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines))
                continuation.resume(with: port.map { .success($0) } ?? .failure(NoPort()))
            }
            thread.start()
        }
    }
}
