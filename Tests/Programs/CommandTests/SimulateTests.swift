import Foundation
import Glibc
import HTTPClient
import TestSupport
import Testing

@Suite struct SimulateTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func choosesAPortServesAndStops(_ number: Int32) async throws {
        let run = try await Run.start(["simulate", "--port", "0"], in: TestFolder.withSignatures())
        let port = try await run.logged("Listening.")["port"] ?? ""
        #expect(port != "0")
        let http = HTTPClient()
        try await run.wait("it answers") {
            (try? await http.send(.init(url: "http://127.0.0.1:\(port)/simulator/messages")).status) == 200
        }
        run.signal(number)
        #expect(try await run.exitCode() == 0)
    }

    @Test func aPortThatIsTakenEndsItWithCode3() async throws {
        let folder = try TestFolder.withSignatures()
        let first = try await Run.start(["simulate", "--port", "0"], in: folder)
        let port = try await first.logged("Listening.")["port"] ?? ""
        let second = try await Run.end(["simulate", "--port", port], in: folder)
        #expect(second.code == 3)
        #expect(second.errors.contains("Cannot listen at 127.0.0.1, port \(port)"), "\(second.errors)")
        first.signal(SIGTERM)
        #expect(try await first.exitCode() == 0)
    }
}
