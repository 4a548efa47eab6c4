import Foundation
import Glibc
import PrivateClamd
import Threading

/// Programs that others wrote, and scripts of the package.
enum Program {
    /// A run that is over.
    struct Ended: Sendable {
        let status: Int32
        /// What it wrote on both of its outputs.
        let output: String
    }

    /// The package's folder.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

    /// The python of an environment that a script of the package makes.
    static func python(of script: String, in folder: TestFolder) async throws -> URL {
        let made = try await run(package.appending(path: "scripts/\(script)"), [], in: folder)
        return URL(filePath: made.output.split(separator: "\n").last.map(String.init) ?? "")
    }

    /// Runs a program to its end, in the folder.
    static func run(
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
