import Foundation
import Story
import TestSupport
import Testing

/// The upload page in a real Chromium, against a real gateway.
@Suite struct UploadPageTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder.withSignatures() }

    private struct Line: Decodable {
        let scenario: String
        let problem: String?
    }

    /// One browser for all scenarios: it takes longer to start than each of them.
    @Test func doesWhatItShouldInABrowser() async throws {
        let port = try FreePort.find()
        let gateway = try await RunningGateway.start(
            in: folder, "policy: { maximumSize: 200000 },", server: #"allowedOrigins: ["http://127.0.0.1:\#(port)"],"#)
        try await gateway.ready()
        let script = try #require(Bundle.module.path(forResource: "upload_page", ofType: "py"))
        let output = URL(fileURLWithPath: folder.path + "/browser.out")
        let driver = try ChildProcess(
            "browser",
            ["python3", script, "http://127.0.0.1:\(gateway.port)", RunningGateway.key, "\(port)", folder.path],
            environment: ["HOME": folder.path, "PYTHONDONTWRITEBYTECODE": "1"], output: output)
        try await Wait.until("the browser is done", atMost: .seconds(70)) { driver.exitCode != nil }
        let said = folder.read("browser.out")
        #expect(driver.exitCode == 0, "\(said)")
        let lines = try said.split(separator: "\n").filter { $0.hasPrefix("{") }.map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
        #expect(lines.count == 16)
        for line in lines { #expect(line.problem == nil, "\(line.scenario): \(line.problem ?? "")") }
        #expect(try await gateway.stop() == 0)
    }
}
