public import Foundation
import Glibc
import Threading

/// Programs that others wrote, and scripts of the package.
public enum Program {
    /// A run that is over.
    public struct Ended: Sendable {
        /// The program's own.
        public let status: Int32
        /// What it wrote on both of its outputs.
        public let output: String
    }

    /// A program did not end well.
    public struct Failure: Error {
        /// What it wrote.
        public let output: String
    }

    /// The package's folder.
    public static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

    /// The last line that a script of the package prints, such as the path of the python of an environment that it makes.
    public static func lastLine(of script: String, in folder: TestFolder) async throws -> URL {
        let made = try await run(package.appending(path: "scripts/\(script)"), [], in: folder)
        guard made.status == 0, let line = made.output.split(separator: "\n").last else { throw Failure(output: made.output) }
        return URL(filePath: String(line))
    }

    /// Runs a program to its end, in the folder.
    public static func run(
        _ program: URL, _ arguments: [String], environment: [String: String] = [:], in folder: TestFolder
    ) async throws -> Ended {
        let output = folder.url.appending(path: "output-\(UUID().uuidString)")
        let status = try await ThreadPool(name: "program", threads: 1).run {
            try Data().write(to: output)
            let handle = try FileHandle(forWritingTo: output)
            let process = Process()
            process.executableURL = program
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.currentDirectoryURL = folder.url
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = handle
            process.standardError = handle
            // Swift's threads block signals, and what is started would inherit that.
            var none = sigset_t()
            unsafe sigemptyset(&none)
            unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        return Ended(status: status, output: String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }
}
