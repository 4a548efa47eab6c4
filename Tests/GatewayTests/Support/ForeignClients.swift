import Foundation
import Glibc
import PrivateClamd
import Testing
import Threading

/// Real clients that others wrote: curl, and Python's requests, httpx and aiohttp.
enum ForeignClients {
    /// What one of them was answered to one form.
    struct Exchange: Sendable, Decodable {
        let client: String
        let form: String
        let status: Int
        let answer: JSON

        /// What became of each file.
        var attachments: [JSON] { answer["attachment"] == .absent ? answer["attachments"].array : [answer["attachment"]] }
    }

    /// The file that all of them send: its name asks for every escape there is.
    static let fileName = "Grüße \"7\" 100%.txt"
    static let contents = Array(String(repeating: "The harbour was quiet this morning.\r\n--boundary\r\n\r\n", count: 40).utf8)

    /// Has each of them send every form it can.
    static func sendEverything(to port: UInt16, as key: Site.Key, in folder: TestFolder) async throws -> [Exchange] {
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let python = try await run(package.appending(path: "scripts/make-client-environment"), [], in: folder)
        let script = try #require(Bundle.module.path(forResource: "clients", ofType: "py"))
        let lines = try await run(
            URL(filePath: python.trimmingCharacters(in: .newlines)), [script, "http://127.0.0.1:\(port)", key.rawValue],
            in: folder)
        return try lines.split(separator: "\n").map { try JSONDecoder().decode(Exchange.self, from: Data($0.utf8)) }
    }

    /// Runs a program to its end and gives what it wrote.
    private static func run(_ program: URL, _ arguments: [String], in folder: TestFolder) async throws -> String {
        let output = folder.url.appending(path: "output-\(UUID().uuidString)")
        let status = try await ThreadPool(name: "client", threads: 1).run {
            try Data().write(to: output)
            let process = Process()
            process.executableURL = program
            process.arguments = arguments
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: output)
            // Swift's threads block signals, and what is started would inherit that.
            var none = sigset_t()
            unsafe sigemptyset(&none)
            unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        try #require(status == 0, "\(program.lastPathComponent) failed")
        return try String(contentsOf: output, encoding: .utf8)
    }
}
