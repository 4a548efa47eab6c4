import CephGateway
import Foundation
import Glibc
import PrivatePostgres
import Story
import TestSupport
import Testing

/// One gateway on servers that crash and come back, one after another, while files come in: senders are told the truth each time, and in the
/// end all of it is where it should be.
@Suite struct OutageTests {
    /// What is taken away, and brought back.
    private struct Ground {
        let postgres: TestServer
        let gateway: MortalGateway
        let clamdFolder: URL
        let platform: StandIn
    }

    @Test func whatWasAcceptedOutlivesEveryServerBehindTheGateway() async throws {
        let folder = try TestFolder.withSignatures()
        let ground = Ground(
            postgres: try await TestServer(), gateway: try await MortalGateway(CephGateway.shared()),
            clamdFolder: URL(fileURLWithPath: folder.path + "/clamd"), platform: try await StandIn.start(in: folder))
        var clamd = try await ClamdProcess.start(in: ground.clamdFolder)
        let backing = try await SharedBacking(folder, ledger: ground.postgres.url, service: ground.gateway.url)
        let witness = Witness(ground.platform, backing)
        let gateway = try await RunningGateway.start(
            in: folder,
            """
            policy: { maximumSize: "1MB" },
            scanner: { clamd: ["\(ClamdProcess.endpoint(in: ground.clamdFolder))"] },
            \(ground.platform.settings(routes: "platform", "callsPerMinute: 3000,"))
            \(backing.settings)
            """)
        try await withThrowingTaskGroup { group in
            for lane in 0..<3 {
                group.addTask {
                    var number = lane
                    while !Task.isCancelled {
                        await witness.send(to: gateway, isInfected: number % 10 == 3)
                        number += 3
                    }
                }
            }
            defer { group.cancelAll() }
            try await goesOn(witness)

            try await ground.postgres.kill()
            try await ground.postgres.resume()
            try await goesOn(witness)

            ground.gateway.kill()
            try await ground.gateway.start()
            try await goesOn(witness)

            // Files wait for an answer of its when it dies.
            kill(clamd.identifier, SIGSTOP)
            try await goesOn(witness)
            kill(clamd.identifier, SIGKILL)
            clamd = try await ClamdProcess.start(in: ground.clamdFolder)
            try await goesOn(witness)

            try await ground.platform.misbehave([
                #"{"match":{"path":"/api"},"status":503,"percent":30,"seed":1}"#,
                #"{"match":{"path":"/api"},"cut":"after","percent":20,"seed":2}"#,
                #"{"match":{"path":"/api"},"expiresToken":true}"#,
            ])
            try await goesOn(witness)
            try await ground.platform.heal()
        }
        let good = try await witness.compare(with: gateway, atMost: .seconds(90))
        #expect(try await gateway.stop() == 0)
        try await witness.compareStore(with: good)
        let audit = try await Run.end(["audit", "verify"], in: folder)
        #expect(audit.code == 0, "\(audit.output)\(audit.errors)")
        await clamd.stop()
        try await ground.platform.stop()
    }

    /// Files are accepted again.
    private func goesOn(_ witness: Witness) async throws {
        let count = witness.count
        try await Wait.until("ten more files are accepted", atMost: .seconds(60)) { witness.count >= count + 10 }
    }
}
