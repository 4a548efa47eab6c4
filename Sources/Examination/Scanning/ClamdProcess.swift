import Foundation
import Glibc
import Synchronization
import Threading

/// One run of the private clamd, from start to end.
final class ClamdProcess: Sendable {
    private struct State {
        var identifier: pid_t?
        var isStopping = false
    }

    private let program: URL
    private let settings: ClamdSettings
    private let state = Mutex(State())

    init(program: URL, settings: ClamdSettings) {
        self.program = program
        self.settings = settings
    }

    /// `PATH`, and the folders of administrators' programs that it often lacks.
    static var usualFolders: [String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/sbin", "/usr/bin"]
    }

    /// The first program of this name; `nil` when it is in none of the folders.
    static func executable(_ name: String, in folders: [String]) -> URL? {
        folders.map { URL(filePath: $0).appending(path: name) }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Starts clamd, waits for its end and hands on the errors that it writes. Blocks its thread, which must live as long as clamd: the
    /// kernel ends clamd with the thread that started it (prctl(2), PR_SET_PDEATHSIG).
    ///
    /// - Parameter report: gets one line that clamd wrote as an error or a warning.
    /// - Throws: when clamd cannot be started.
    func run(report: @Sendable (String) -> Void) throws(ScanningError) {
        let process = Process()
        let output = Pipe()
        configure(process, output: output)
        do {
            try Self.withoutBlockedSignals { try process.run() }
        } catch {
            throw ScanningError(.clamdUnavailable, "Cannot start \(program.path): \(error).")
        }
        // Our end of the pipe's other side must be gone, or its end is never seen.
        try? output.fileHandleForWriting.close()
        let isStopping = state.withLock { state in
            state.identifier = process.processIdentifier
            return state.isStopping
        }
        if isStopping { signal(SIGTERM) }
        forward(output.fileHandleForReading, to: report)
        process.waitUntilExit()
        state.withLock { $0.identifier = nil }
    }

    /// Asks clamd to end, now or as soon as it has started.
    func stop() {
        state.withLock { $0.isStopping = true }
        signal(SIGTERM)
    }

    /// Ends clamd at once.
    func kill() { signal(SIGKILL) }

    private func signal(_ number: CInt) {
        // Under the lock, so that the number is not another process's by now.
        state.withLock { state in
            guard let identifier = state.identifier else { return }
            Glibc.kill(identifier, number)
        }
    }

    /// Whoever runs on Swift's threads has most signals blocked, and what is started inherits that: clamd would not hear SIGTERM while it
    /// loads its signatures.
    private static func withoutBlockedSignals(_ start: () throws -> Void) rethrows {
        var (none, own) = (sigset_t(), sigset_t())
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &own)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &own, nil) }
        try start()
    }

    /// `setpriv` (util-linux) becomes clamd after it has asked the kernel to end it with us; without it clamd may outlive a killed gateway and
    /// is ended at the next start.
    private func configure(_ process: Process, output: Pipe) {
        let arguments = ["--config-file=\(settings.file.path)"]
        if let wrapper = Self.executable("setpriv", in: ["/usr/bin", "/bin"]) {
            process.executableURL = wrapper
            process.arguments = ["--pdeathsig", "KILL", "--", program.path] + arguments
        } else {
            process.executableURL = program
            process.arguments = arguments
        }
        process.currentDirectoryURL = settings.folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
    }

    /// Reads to the end of what clamd writes. Lines about files stay here; nothing is kept.
    private func forward(_ output: FileHandle, to report: (String) -> Void) {
        var rest: [UInt8] = []
        while let data = try? output.read(upToCount: 4096), !data.isEmpty {
            rest += data
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: rest[..<end], as: UTF8.self)
                rest.removeSubrange(...end)
                if line.contains("ERROR:") || line.contains("Error:") || line.contains("WARNING:") { report(line) }
            }
            if rest.count > 16_384 { rest = [] }
        }
    }
}
