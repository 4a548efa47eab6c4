package import Foundation
import Synchronization

/// A program of the story, run as a process of its own; its output goes to a file that is shown when something fails.
package final class ChildProcess: Sendable {
    let name: String
    let output: URL

    // Process is not Sendable; every use stands under this lock.
    private let process: Mutex<Process>

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - arguments: the program's path, looked up in PATH when it has no slash, and its arguments.
    ///   - output: both of its outputs are appended here.
    package init(_ name: String, _ arguments: [String], environment: [String: String] = [:], output: URL) throws {
        self.name = name
        self.output = output
        if !FileManager.default.fileExists(atPath: output.path) { try Data().write(to: output) }
        let handle = try FileHandle(forWritingTo: output)
        try handle.seekToEnd()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        self.process = Mutex(process)
    }

    package var identifier: Int32 { process.withLock { $0.processIdentifier } }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    /// The exit code; `nil` while it runs.
    package var exitCode: Int32? { process.withLock { $0.isRunning ? nil : $0.terminationStatus } }

    func signal(_ number: Int32) { kill(identifier, number) }

    /// Ends it: politely first, by force after five seconds.
    package func stop() async {
        signal(SIGTERM)
        guard (try? await Wait.until("\(name) stops", atMost: .seconds(5), { !isRunning })) == nil else { return }
        await killNow()
    }

    /// Ends it at once, as a power cut would.
    func killNow() async {
        signal(SIGKILL)
        // A killed process is gone as soon as the kernel has reaped it; nothing could be done if it were not.
        try? await Wait.until("\(name) is gone", atMost: .seconds(5)) { !isRunning }
    }
}
