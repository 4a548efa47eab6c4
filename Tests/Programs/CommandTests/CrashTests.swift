import Foundation
import Story
import TestSupport
import Testing

/// The program killed at every place and at any time, started again, and looked at: what it said was accepted is there, once, in its right
/// state, and no more.
@Suite struct CrashTests {
    private static let failpoints = [
        "published", "accepted", "judged", "verdictWritten", "moved", "released", "refused", "destroyed", "taken", "sent",
        "settled",
    ]

    @Test func nothingAcceptedIsLostByTwoHundredKills() async throws {
        try await prove(gateways: 4, lives: 51, patience: .milliseconds(400), within: .seconds(30)) { LocalBacking($0) }
    }

    @Test func nothingAcceptedIsLostByFiftyKillsOnPostgresAndS3() async throws {
        try await prove(gateways: 2, lives: 26, patience: .seconds(5), within: .seconds(60)) { try await SharedBacking($0) }
    }

    /// - Parameters:
    ///   - gateways: how many are killed side by side.
    ///   - lives: how often each.
    private func prove(
        gateways: Int, lives: Int, patience: Duration, within limit: Duration,
        on backing: @escaping @Sendable (TestFolder) async throws -> any Backing
    ) async throws {
        let folder = try TestFolder.withSignatures()
        let clamd = try await ClamdProcess.start(in: URL(fileURLWithPath: folder.path + "/clamd"))
        let seen = try await withThrowingTaskGroup { group in
            for number in 0..<gateways {
                group.addTask {
                    let scanner = ClamdProcess.endpoint(in: URL(fileURLWithPath: folder.path + "/clamd"))
                    let victim = try await Victim(scanner: scanner, patience: patience, on: backing)
                    for life in 0..<lives { try await victim.live(until: Self.death(number, life)) }
                    try await victim.proveThatNothingIsLost(within: limit)
                    return victim.seen
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        await clamd.stop()
        #expect(seen == Set(Self.failpoints), "some lives must end at each failpoint by themselves")
    }

    /// Every other life ends at a failpoint, the others at some moment. Each failpoint's first death is the first time that it is passed.
    private static func death(_ number: Int, _ life: Int) -> Victim.Death {
        guard life.isMultiple(of: 2) else { return .after(.milliseconds(Int.random(in: 0...120))) }
        let round = life / 2
        return .at(failpoints[(round + number * 3) % failpoints.count], round < failpoints.count ? 1 : Int.random(in: 1...2))
    }
}
