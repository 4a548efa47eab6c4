import Foundation
import HTTPSemantics
import Synchronization
import Testing

/// Remembers what senders were told, and compares it in the end with what ledger, store and platform say.
final class Witness: Sendable {
    private struct Sent: Sendable {
        let id: String
        let isInfected: Bool
    }

    let platform: StandIn
    let backing: any Backing
    private let accepted = Mutex<[Sent]>([])

    init(_ platform: StandIn, _ backing: any Backing) {
        self.platform = platform
        self.backing = backing
    }

    /// How many files were accepted.
    var count: Int { accepted.withLock { $0.count } }

    /// Sends a file that no other is like, or the test virus; a gateway that is killed gives no answer, and has promised nothing then.
    func send(to gateway: RunningGateway, isInfected: Bool) async {
        let text = isInfected ? TestFolder.eicar : "Good morning \(UUID().uuidString).\n"
        guard let answer = try? await gateway.upload(text, wait: 1),
            let id = answer.member(answer.status == 422 ? "attachment" : "id")
        else {
            return
        }
        #expect([200, 202, 422].contains(answer.status), "\(answer.text)")
        #expect(answer.status != 200 || !isInfected)
        accepted.withLock { $0.append(Sent(id: id, isInfected: isInfected)) }
    }

    /// Waits until nothing is left to do, and compares: each accepted file is in its right state, the platform has one message for each
    /// delivered one, and the store has exactly those.
    func compare(with gateway: RunningGateway, atMost limit: Duration = .seconds(30)) async throws {
        let all = try await settled(gateway, limit)
        let known = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.state) })
        for sent in accepted.withLock({ $0 }) {
            #expect(known[sent.id] == (sent.isInfected ? "infected" : "delivered"), "\(sent.id)")
        }
        let delivered = Set(all.filter { $0.state == "delivered" }.map(\.id))
        #expect(!delivered.isEmpty)
        #expect(Set(all.map(\.state)).isSubset(of: ["delivered", "infected"]))
        try await compareInbox(with: delivered)
    }

    /// After all gateways have ended: exactly what is delivered is there to be fetched, and the test virus is nowhere.
    func compareStore() async throws {
        try await backing.sweep()
        #expect(try await backing.quarantined().isEmpty)
        let delivered = Set(try await inbox())
        #expect(try await backing.released() == delivered)
        for name in delivered {
            #expect(try await backing.bytes(of: name).starts(with: Data("Good morning".utf8)))
        }
    }

    private func settled(_ gateway: RunningGateway, _ limit: Duration) async throws -> [(id: String, state: String)] {
        try await gateway.run.wait("all is done", atMost: limit) {
            let all = try await self.list(gateway)
            guard all.allSatisfy({ ["delivered", "infected"].contains($0.state) }) else { return false }
            return try await self.backing.quarantined().isDisjoint(with: all.map(\.id))
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
        let files = try await inbox()
        #expect(files.count == delivered.count)
        #expect(Set(files) == delivered)
    }

    /// The files that the platform has messages of, each as often.
    private func inbox() async throws -> [String] {
        try await platform.messages().compactMap { message in
            "\(message)".firstMatch(of: #/\/files\/(\w{26})/#).map { String($0.1) }
        }
    }
}
