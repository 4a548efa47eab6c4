import Foundation
import Glibc
import Story
import Synchronization
import TestSupport
import Threading

/// One run of the `lazaret` that was built beside this test bundle.
final class Run: Sendable {
    /// A run that is over.
    struct Ended: Sendable {
        let code: Int32
        let output: String
        let errors: String
    }

    private static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
        path: "lazaret")

    let folder: TestFolder
    private let name = "run-\(UUID().uuidString)"
    // Process is not Sendable; every use stands under this lock.
    private let process: Mutex<Process>

    /// Starts the program in the folder, with nothing in its environment but `PATH` and what is given.
    ///
    /// - Parameter watcher: a program and its arguments, which runs this one.
    static func start(
        _ arguments: [String], in folder: TestFolder, environment: [String: String] = [:], under watcher: [String] = []
    ) async throws -> Run {
        let line = watcher + [program.path] + arguments
        return try await ThreadPool(name: "start", threads: 1).run { try Run(line, in: folder, environment) }
    }

    /// Starts the program and waits for its end.
    static func end(
        _ arguments: [String], in folder: TestFolder, environment: [String: String] = [:], within limit: Duration = .seconds(30)
    ) async throws -> Ended {
        let run = try await start(arguments, in: folder, environment: environment)
        let code = try await run.exitCode(within: limit)
        return Ended(code: code, output: run.output, errors: run.errors)
    }

    private init(_ line: [String], in folder: TestFolder, _ environment: [String: String]) throws {
        self.folder = folder
        let process = Process()
        process.executableURL = URL(fileURLWithPath: line[0])
        process.arguments = Array(line.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        process.environment = ["PATH": path].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.file("\(folder.path)/\(name).out")
        process.standardError = try Self.file("\(folder.path)/\(name).err")
        // A shell blocks no signals; Swift's threads do, and what is started would inherit that.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
        try process.run()
        self.process = Mutex(process)
    }

    deinit { if isRunning { signal(SIGKILL) } }

    var output: String { folder.read("\(name).out") }
    var errors: String { folder.read("\(name).err") }
    var identifier: Int32 { process.withLock { $0.processIdentifier } }
    var isRunning: Bool { process.withLock { $0.isRunning } }

    /// What it has logged so far, each line read as JSON.
    func log() throws -> [[String: String]] {
        try errors.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return (object ?? [:]).mapValues { "\($0)" }
        }
    }

    func signal(_ number: Int32) { kill(identifier, number) }

    /// Waits for a line of the log with this message.
    @discardableResult
    func logged(_ message: String, times: Int = 1) async throws -> [String: String] {
        try await wait("\"\(message)\" is logged") {
            errors.split(separator: "\n").filter { $0.contains("\"message\":\"\(message)\"") }.count >= times
        }
        return try log().last { $0["message"] == message } ?? [:]
    }

    func exitCode(within limit: Duration = .seconds(30)) async throws -> Int32 {
        try await Wait.until("lazaret ends; so far:\n\(errors)", atMost: limit) { !isRunning }
        return process.withLock { $0.terminationStatus }
    }

    /// Waits for something that only happens while it runs.
    func wait(
        _ what: String, atMost limit: Duration = .seconds(30), _ isSo: @Sendable () async throws -> Bool
    ) async throws {
        try await Wait.until("\(what); so far:\n\(errors)", atMost: limit) {
            if try await isSo() { return true }
            guard isRunning else { throw EndedEarly(errors: errors) }
            return false
        }
    }

    struct EndedEarly: Error {
        let errors: String
    }

    private static func file(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }
}
