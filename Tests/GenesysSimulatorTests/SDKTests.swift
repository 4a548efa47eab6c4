import Foundation
import HTTPSemantics
import HTTPServer
import JSON
import Testing

/// Genesys' own SDK is the judge of what the platform's answers look like.
struct SDKTests {
    @Test func thePlatformsOwnSDKDrivesTheSimulator() async throws {
        let installed = try await run("/bin/bash", [root.appending(path: "scripts/python-sdk").path])
        let python = try #require(installed.split(separator: "\n").last.map(String.init))
        let script = try #require(Bundle.module.path(forResource: "sdk_test", ofType: "py"))
        let file = Response(status: 200, fields: ["Content-Type": "application/pdf"], body: .bytes(Array("%PDF-1.7".utf8)))
        try await LiveSimulator.run(files: ["/1": file]) { simulator in
            let report = try await run(python, [script, simulator.address, simulator.files + "/1?signature=secret"])
            #expect(report.hasSuffix("checks passed"))
        }
    }

    private var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    private struct Failure: Error {
        let output: String
    }

    /// What a program prints; it must end well.
    private func run(_ program: String, _ arguments: [String]) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let log = FileManager.default.temporaryDirectory.appending(path: "sdk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: log) }
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        let text = try String(contentsOf: log, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        guard process.terminationStatus == 0 else { throw Failure(output: text) }
        return text
    }
}
