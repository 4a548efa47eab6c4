import Foundation
import Glibc
import PrivatePostgres
import Story
import TestSupport
import Testing

/// Three processes on one PostgreSQL and one S3, as on three machines: each piece of work is done once, by whom ever, and a process that is
/// killed leaves nothing undone.
@Suite struct ManyProcessesTests {
    private static let topic = "v2.routing.queues.0d1f8a62-7a3e-4b7c-9a55-3c1e5f7d9b21.conversations.messages"

    @Test func eachThingIsDoneOnceAndTheOthersTakeOverWhatAKilledOneHad() async throws {
        let ground = try TestFolder.withSignatures()
        let clamd = try await ClamdProcess.start(in: URL(fileURLWithPath: ground.path + "/clamd"))
        let backing = try await SharedBacking(ground)
        let platform = try await StandIn.start(in: ground)
        let witness = Witness(platform, backing)
        let settings = """
            policy: { maximumSize: "1MB" },
            scanner: { clamd: ["\(ClamdProcess.endpoint(in: URL(fileURLWithPath: ground.path + "/clamd")))"] },
            \(platform.settings(routes: "platform", #"callsPerMinute: 3000, topics: ["\#(Self.topic)"],"#))
            \(backing.settings)
            """
        func start(_ roles: String) async throws -> RunningGateway {
            try await RunningGateway.start(
                in: TestFolder.withSignatures(), settings, server: "probePort: 0,",
                auth: #"tokenSecret: "the-secret-that-all-machines-share","#,
                arguments: ["--roles", roles])
        }
        let all = try await start("gateway,worker,watcher")
        try await all.run.logged("Leads: of the processes that share the ledger, this one does it now.", times: 3)
        let gateway = try await start("gateway")
        let worker = try await start("worker,watcher")

        try await write(1...10, on: platform)
        await send(20, to: [gateway, all], as: witness)
        // In the middle of its work, and while it listens.
        let before = witness.count
        async let more: Void = send(20, to: [gateway, all], as: witness)
        try await Wait.until("some of it is accepted", atMost: .seconds(30)) { witness.count >= before + 4 }
        #expect(try await all.stop(SIGKILL) == SIGKILL)
        try await write(11...20, on: platform)
        await more
        try await worker.run.logged("Leads: of the processes that share the ledger, this one does it now.", times: 3)
        await send(10, to: [gateway], as: witness)

        // What the killed one had in hand is taken up when its lease ends, after a minute.
        try await gateway.run.wait("all events are taken", atMost: .seconds(90)) {
            try await TestDatabase.texts("SELECT 1 FROM attachments WHERE source = 'watcher'", at: backing.ledger).count == 20
        }
        let good = try await witness.compare(with: gateway, atMost: .seconds(90))
        try await onlyOnce(in: backing)
        for process in [gateway, worker] { #expect(try await process.stop() == 0) }
        try await witness.compareStore(with: good)
        let audit = try await Run.end(["audit", "verify"], in: worker.run.folder)
        #expect(audit.code == 0, "\(audit.output)\(audit.errors)")
        try await platform.stop()
        await clamd.stop()
    }

    private func send(_ count: Int, to gateways: [RunningGateway], as witness: Witness) async {
        await withTaskGroup { group in
            for lane in 0..<4 {
                group.addTask {
                    for number in stride(from: lane, to: count, by: 4) {
                        await witness.send(to: gateways[number % gateways.count], isInfected: number % 10 == 3)
                    }
                }
            }
        }
    }

    /// Customers write on the platform's own messenger.
    private func write(_ numbers: ClosedRange<Int>, on platform: StandIn) async throws {
        for number in numbers { try await platform.write("Good morning from \(number).\n", from: "guest-\(number)") }
    }

    /// Nothing was taken in, judged, released or told twice.
    private func onlyOnce(in backing: SharedBacking) async throws {
        for sql in [
            "SELECT external_id FROM messages WHERE source = 'watcher' GROUP BY external_id HAVING count(*) > 1",
            "SELECT attachment_id FROM audit WHERE action = 'accept' GROUP BY attachment_id HAVING count(*) > 1",
            """
            SELECT attachment_id || ' ' || string_agg(detail, '; ') FROM timeline
            WHERE detail = 'moved to the safe store' OR detail LIKE '%says ClamAV%' OR state = 'delivered'
            GROUP BY attachment_id, state HAVING count(*) > 1
            """,
        ] {
            let repeated = try await TestDatabase.texts(sql, at: backing.ledger)
            #expect(repeated.isEmpty, "\(sql)")
        }
    }
}
