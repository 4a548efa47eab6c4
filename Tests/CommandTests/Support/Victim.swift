import Foundation
import Glibc
import HTTPClient
import HTTPSemantics
import Synchronization
import Testing

/// A gateway that is killed again and again while files come in, with a platform of its own that lives on.
final class Victim: Sendable {
    /// How a life ends.
    enum Death: Sendable {
        /// By itself, at a waypoint, the so manieth time.
        case at(String, Int)
        /// So long after it listens.
        case after(Duration)
    }

    private struct Sent: Sendable {
        let id: String
        let isInfected: Bool
    }

    private let folder: TestFolder
    private let platform: Run
    private let platformPort: String
    private let configuration: String
    private let accepted = Mutex<[Sent]>([])
    private let waypoints = Mutex<Set<String>>([])
    private let http = HTTPClient()

    /// The waypoints at which it has died by itself.
    var seen: Set<String> { waypoints.withLock { $0 } }

    init(_ number: Int, scanner: String) async throws {
        folder = try TestFolder()
        platform = try await Run.start(
            ["simulate", "--port", "0"], in: folder,
            environment: ["GENESYS_CLIENT_ID": "victim", "GENESYS_CLIENT_SECRET": "a-secret-of-the-victims"])
        platformPort = try await platform.logged("Listening.")["port"] ?? ""
        configuration = """
            // Each start proves the scanner with a file of this size, and clamd goes on with it for one that was killed.
            policy: { maximumSize: "100KB" },
            scanner: { clamd: ["\(scanner)"] },
            genesys: {
              loginURL: "http://127.0.0.1:\(platformPort)", apiURL: "http://127.0.0.1:\(platformPort)", clientId: "victim",
              clientSecret: "a-secret-of-the-victims", integrationId: "6b0f2a3c-4d5e-4f60-8a7b-9c0d1e2f3a4b", callsPerMinute: 3000,
            },
            """
    }

    /// Starts the gateway, sends files, and sees it die.
    func live(until death: Death) async throws {
        var environment: [String: String] = [:]
        if case .at(let waypoint, let count) = death { environment["LAZARET_DIE_AT"] = "\(waypoint):\(count)" }
        let run = try await start(environment)
        // What a life before has left may bring it to its waypoint before it listens.
        guard let gateway = try? await RunningGateway(run) else { return try await end(run, death) }
        await withTaskGroup { group in
            for number in 0..<3 { group.addTask { await self.send(to: gateway, isInfected: number == 1) } }
            if case .after(let time) = death {
                try? await Task.sleep(for: time)
                run.signal(SIGKILL)
            }
            await group.waitForAll()
        }
        try await end(run, death)
    }

    /// Starts it once more, waits until nothing is left to do, and compares ledger, store and platform with what was said.
    func proveThatNothingIsLost() async throws {
        let gateway = try await RunningGateway(start([:]))
        let all = try await settled(gateway)
        let known = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.state) })
        for sent in accepted.withLock({ $0 }) {
            #expect(known[sent.id] == (sent.isInfected ? "infected" : "delivered"), "\(sent.id)")
        }
        let delivered = Set(all.filter { $0.state == "delivered" }.map(\.id))
        #expect(!delivered.isEmpty)
        #expect(Set(all.map(\.state)).isSubset(of: ["delivered", "infected"]))
        try await compareInbox(with: delivered)
        try compareStore(with: delivered)
        #expect(try await gateway.stop() == 0)
        let audit = try await Run.end(["audit", "verify"], in: folder)
        #expect(audit.code == 0, "\(audit.output)\(audit.errors)")
        platform.signal(SIGTERM)
        #expect(try await platform.exitCode() == 0)
    }

    private func start(_ environment: [String: String]) async throws -> Run {
        let file = try RunningGateway.configure(folder, configuration)
        return try await Run.start(["serve", "--config", file], in: folder, environment: environment)
    }

    private func end(_ run: Run, _ death: Death) async throws {
        // There are waypoints that this life does not come to.
        let isOver = (try? await run.exitCode(within: .milliseconds(400))) != nil
        if isOver, case .at(let waypoint, _) = death { _ = waypoints.withLock { $0.insert(waypoint) } }
        if !isOver { run.signal(SIGKILL) }
        _ = try await run.exitCode()
    }

    private func send(to gateway: RunningGateway, isInfected: Bool) async {
        let text = isInfected ? TestFolder.eicar : "Good morning \(UUID().uuidString).\n"
        // A gateway that dies gives no answer: nothing was promised then.
        guard let answer = try? await gateway.upload(text, wait: 1),
            let id = answer.member(answer.status == 422 ? "attachment" : "id")
        else {
            return
        }
        #expect([200, 202, 422].contains(answer.status), "\(answer.text)")
        #expect(answer.status != 200 || !isInfected)
        accepted.withLock { $0.append(Sent(id: id, isInfected: isInfected)) }
    }

    private func settled(_ gateway: RunningGateway) async throws -> [(id: String, state: String)] {
        let quarantine = folder.path + "/data/quarantine"
        try await gateway.run.wait("all is done") {
            guard try FileManager.default.contentsOfDirectory(atPath: quarantine) == ["incoming"] else { return false }
            return try await self.list(gateway).allSatisfy { ["delivered", "infected"].contains($0.state) }
        }
        return try await list(gateway)
    }

    private func list(_ gateway: RunningGateway) async throws -> [(id: String, state: String)] {
        var all: [(id: String, state: String)] = []
        while true {
            let text = try await gateway.get("/attachments?limit=200" + (all.last.map { "&after=\($0.id)" } ?? "")).text
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            let page = (object?["attachments"] as? [[String: Any]] ?? []).map { ("\($0["id"] ?? "")", "\($0["state"] ?? "")") }
            guard !page.isEmpty else { return all }
            all += page.map { (id: $0.0, state: $0.1) }
        }
    }

    private func compareInbox(with delivered: Set<String>) async throws {
        let response = try await http.send(
            .init(url: "http://127.0.0.1:\(platformPort)/simulator/messages", maximumResponseBytes: 64 << 20))
        let messages = try JSONSerialization.jsonObject(with: Data(response.body)) as? [[String: Any]] ?? []
        let files = messages.compactMap { message in
            "\(message)".contains("/files/") ? delivered.first { "\(message)".contains($0) } : nil
        }
        #expect(files.count == delivered.count)
        #expect(Set(files) == delivered)
    }

    /// Exactly what is delivered is there to be fetched, and the test virus is nowhere.
    private func compareStore(with delivered: Set<String>) throws {
        let data = folder.path + "/data"
        let files = FileManager.default
        #expect(try Set(files.contentsOfDirectory(atPath: data + "/safe")) == delivered)
        #expect(try files.contentsOfDirectory(atPath: data + "/quarantine") == ["incoming"])
        #expect(try files.contentsOfDirectory(atPath: data + "/quarantine/incoming").isEmpty)
        for name in delivered {
            #expect(files.contents(atPath: "\(data)/safe/\(name)")?.starts(with: Data("Good morning".utf8)) == true)
        }
    }
}
