import Foundation
import HTTPSemantics
import HTTPServer
import JSON
import TestSupport
import Testing

/// Genesys' own SDK is the judge of what the platform's answers look like.
struct SDKTests {
    @Test func thePlatformsOwnSDKDrivesTheSimulator() async throws {
        let folder = try TestFolder()
        let python = try await Program.lastLine(of: "python-sdk", in: folder)
        let script = try #require(Bundle.module.path(forResource: "sdk_test", ofType: "py"))
        let file = Response(status: 200, fields: ["Content-Type": "application/pdf"], body: .bytes(Array("%PDF-1.7".utf8)))
        try await LiveSimulator.run(files: ["/1": file]) { simulator in
            let run = try await Program.run(
                python, [script, simulator.address, simulator.files + "/1?signature=secret"], in: folder)
            #expect(run.status == 0 && run.output.hasSuffix("checks passed\n"), "\(run.output)")
        }
    }
}
