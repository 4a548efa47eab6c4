import Foundation
import HTTPSemantics
import Synchronization
import TestSupport
import Testing

/// Remembers what senders were told, and compares it in the end with what ledger, store and platform say.
final class Witness: Sendable {
    private struct Sent: Sendable {
        let id: String
        let isInfected: Bool
    }

    private struct Known: Sendable {
        let id: String
        let state: String
        let source: String

        /// What customers send on the platform's own messenger is there already.
        var isSettled: Bool { state == "infected" || state == (source == "watcher" ? "released" : "delivered") }
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
        let text = isInfected ? Eicar.text : "Good morning \(UUID().uuidString).\n"
        guard let answer = try? await gateway.upload(text, wait: 1),
            let id = answer.member(answer.status == 422 ? "attachment" : "id")
        else {
            return
        }
        #expect([200, 202, 422].contains(answer.status), "\(answer.text)")
        #expect(answer.status != 200 || !isInfected)
        accepted.withLock { $0.append(Sent(id: id, isInfected: isInfected)) }
    }

    /// Waits until nothing is left to do, and compares: each accepted file is in its right state, and the platform has one message for each
    /// delivered one.
    ///
    /// - Returns: what is to be in the safe store.
    func compare(with gateway: RunningGateway, atMost limit: Duration = .seconds(30)) async throws -> Set<String> {
        let all = try await settled(gateway, limit)
        let known = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.state) })
        for sent in accepted.withLock({ $0 }) {
            #expect(known[sent.id] == (sent.isInfected ? "infected" : "delivered"), "\(sent.id)")
        }
        let delivered = all.filter { $0.state == "delivered" }.map(\.id)
        #expect(!delivered.isEmpty)
        #expect(try await inbox().sorted() == delivered.sorted())
        return Set(all.filter { $0.state != "infected" }.map(\.id))
    }

    /// After all gateways have ended: exactly what is good is there to be fetched, and the test virus is nowhere.
    func compareStore(with good: Set<String>) async throws {
        try await backing.sweep()
        #expect(try await backing.quarantined().isEmpty)
        #expect(try await backing.released() == good)
        for name in good {
            #expect(try await backing.bytes(of: name).starts(with: Data("Good morning".utf8)))
        }
    }

    /// What is known of all files, once each is in a state that it can stay in and none is in quarantine.
    private func settled(_ gateway: RunningGateway, _ limit: Duration) async throws -> [Known] {
        try await gateway.run.wait("all is done", atMost: limit) {
            let all = try await self.list(gateway)
            guard all.allSatisfy(\.isSettled) else { return false }
            return try await self.backing.quarantined().isDisjoint(with: all.map(\.id))
        }
        return try await list(gateway)
    }

    private func list(_ gateway: RunningGateway) async throws -> [Known] {
        var all: [Known] = []
        while true {
            let text = try await gateway.get("/attachments?limit=200" + (all.last.map { "&after=\($0.id)" } ?? "")).text
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            let page = object?["attachments"] as? [[String: Any]] ?? []
            guard !page.isEmpty else { return all }
            all += page.map { Known(id: "\($0["id"] ?? "")", state: "\($0["state"] ?? "")", source: "\($0["source"] ?? "")") }
        }
    }

    /// The files that the platform has messages of, each as often.
    private func inbox() async throws -> [String] {
        try await platform.messages().compactMap { message in
            "\(message)".firstMatch(of: #/\/files\/(\w{26})/#).map { String($0.1) }
        }
    }
}
