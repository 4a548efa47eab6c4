package import Foundation
import JSON

/// A real clamd with one signature, the EICAR test file's, started and stopped by the story.
package final class ClamdProcess: Sendable {
    private let folder: URL
    private let child: ChildProcess

    /// The endpoint as the configuration names it.
    package static func endpoint(in folder: URL) -> String { "unix:\(folder.path)/clamd.sock" }

    /// Starts clamd and waits until it answers.
    package static func start(in folder: URL) async throws -> ClamdProcess {
        let clamd = try ClamdProcess(in: folder)
        try await Wait.until("clamd listens", atMost: .seconds(30)) {
            if let code = clamd.child.exitCode { throw Unmet("clamd ended with code \(code): see \(folder.path)/clamd.log") }
            return FileManager.default.fileExists(atPath: folder.path + "/clamd.sock")
        }
        return clamd
    }

    private init(in folder: URL) throws {
        self.folder = folder
        let files = FileManager.default
        for name in ["signatures", "temporary"] {
            try files.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        try? files.removeItem(at: folder.appending(path: "clamd.sock"))
        let pattern = Sample.eicar.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        try Data("Eicar-Test-Signature:0:*:\(pattern)\n".utf8).write(to: folder.appending(path: "signatures/story.ndb"))
        let configuration = """
            Foreground yes
            LocalSocket \(folder.path)/clamd.sock
            DatabaseDirectory \(folder.path)/signatures
            TemporaryDirectory \(folder.path)/temporary
            AlertExceedsMax yes

            """
        try Data(configuration.utf8).write(to: folder.appending(path: "clamd.conf"))
        child = try ChildProcess(
            "clamd", ["clamd", "--config-file", folder.path + "/clamd.conf"], output: folder.appending(path: "clamd.log"))
    }

    /// For reading what it has used so far.
    package var identifier: Int32 { child.identifier }

    package func stop() async {
        await child.stop()
        // clamd removes its socket at a normal end; one that had to be killed leaves it, and nobody listens there.
        try? FileManager.default.removeItem(at: folder.appending(path: "clamd.sock"))
    }
}
