import Foundation
import Glibc
import Sockets
import TestSupport
import Testing

@testable import Scanning

/// A clamd with a configuration that is not ours, on a unix socket and a loopback port.
final class ForeignClamd: Sendable {
    let unix: ClamdEndpoint
    let tcp: ClamdEndpoint
    private let process: Process
    /// Stays until clamd has cleaned up in it.
    private let folder: TestFolder

    init(in folder: TestFolder, _ settings: String) async throws {
        self.folder = folder
        let socket = folder.url.appending(path: "foreign.sock").path
        let port = ScriptedPeer.freePort()
        let file = folder.url.appending(path: "foreign.conf")
        try Data(
            """
            Foreground yes
            LocalSocket \(socket)
            TCPAddr 127.0.0.1
            TCPSocket \(port)
            DatabaseDirectory \(folder.signatures)
            TemporaryDirectory \(folder.url.path)
            \(settings)

            """.utf8
        ).write(to: file)
        unix = ClamdEndpoint(.unix(path: socket))
        tcp = ClamdEndpoint(.tcp(host: "127.0.0.1", port: port))
        process = Process()
        process.executableURL = ClamdProcess.executable("clamd", in: ClamdProcess.usualFolders)
        process.arguments = ["--config-file=\(file.path)"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let client = ClamdClient(endpoint: tcp)
        #expect(await eventually { (try? client.ask(.version, within: .seconds(10))) != nil })
    }

    /// Stops it in whatever it does, and lets it go on behind the body.
    func whileStopped(_ body: () async throws -> Void) async throws {
        Glibc.kill(process.processIdentifier, SIGSTOP)
        defer { goOn() }
        try await body()
    }

    func goOn() { Glibc.kill(process.processIdentifier, SIGCONT) }

    /// Ends it at once.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }
}
