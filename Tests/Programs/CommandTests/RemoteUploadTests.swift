import Foundation
import Glibc
import PythonServer
import TestSupport
import Testing

/// An upload by address whose file is on its way when the program ends: nobody was told that it is accepted, and nothing of it stays.
@Suite struct RemoteUploadTests {
    @Test(arguments: [SIGTERM, SIGKILL]) func leavesNothingOfAFetchThatTheEndCutsOff(_ number: Int32) async throws {
        let folder = try TestFolder.withSignatures()
        let files = try await FileServer()
        let settings = #"downloads: { allowHTTP: true, ports: [\#(files.server.port)], allowPrivate: ["127.0.0.1"] },"#
        let gateway = try await RunningGateway.start(in: folder, settings)
        async let answer = gateway.upload(
            #"{"contact_id":"customer-1","url":"\#(files.url("/stall"))"}"#, type: "application/json")
        try await gateway.run.wait("the first bytes are here") { try incoming(folder).contains { $0 > 0 } }
        gateway.run.signal(number)
        #expect(try await gateway.run.exitCode() == (number == SIGTERM ? 0 : SIGKILL))
        // Whoever is told anything is told that it was not taken.
        #expect([nil, 503].contains((try? await answer)?.status))
        let again = try await RunningGateway.start(in: folder, settings)
        #expect(try await !again.get("/attachments").text.contains("createdAt"))
        #expect(try await again.stop() == 0)
        #expect(try incoming(folder).isEmpty)
    }

    /// The sizes of the files that are on their way in.
    private func incoming(_ folder: TestFolder) throws -> [Int] {
        let path = folder.path + "/data/quarantine/incoming"
        return try FileManager.default.contentsOfDirectory(atPath: path).map { name in
            try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.size] as? Int ?? 0
        }
    }
}
