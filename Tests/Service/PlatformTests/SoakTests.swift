import Attachments
import Foundation
import Genesys
import Ledger
import PrivateClamd
import TestSupport
import Testing

/// Many customers at once, and a platform where anything may fail at any time: in the end everything is in its right state, once.
struct SoakTests {
    /// `make soak` says how many; a part of them runs with all tests.
    static let events = ProcessInfo.processInfo.environment["SOAK_EVENTS"].flatMap { Int($0) } ?? 300

    /// By chance, but the same ones each time.
    static let faults = """
        [{"match":{"path":"/api/v2/conversations/messages/*/messages"},"status":503,"percent":4,"seed":1},
         {"match":{"path":"/api/v2/conversations/messages/*/messages"},"cut":"after","percent":2,"seed":2},
         {"match":{"path":"/api/v2/downloads"},"status":500,"percent":4,"seed":3},
         {"match":{"path":"/api/v2/downloads"},"cut":"before","percent":2,"seed":4},
         {"match":{"path":"/api/v2/conversations/messages/*/participants"},"status":504,"percent":4,"seed":5},
         {"match":{"path":"/api/v2/conversations/messages/*/participants"},"cut":"after","percent":2,"seed":6},
         {"match":{"path":"/api/v2/conversations/messages"},"delayMs":30,"percent":2,"seed":7},
         {"match":{"path":"/api/v2/conversations/messages"},"status":429,"retryAfter":1,"times":3},
         {"match":{"path":"/api/v2/conversations/messages/*/messages"},"expiresToken":true},
         {"match":{"path":"/api/v2/conversations/messages/*/participants"},"expiresToken":true},
         {"match":{"topic":"v2.routing"},"event":"lost","percent":5,"seed":8},
         {"match":{"topic":"v2.routing"},"event":"duplicated","percent":5,"seed":9},
         {"match":{"topic":"v2.routing"},"event":"socketDropped","times":6},
         {"match":{"topic":"v2.routing"},"event":"socketClosing","times":3}]
        """

    @Test func everythingIsInItsRightStateOnce() async throws {
        try await Rig.run { rig in
            try await rig.platform.faults(Self.faults)
            try await send(on: rig)
            try await rig.platform.faults("[]")
            // What was lost at the very end is only found by looking again.
            try await rig.platform.dropSockets()
            let isDone = try await eventually(within: .seconds(100)) {
                let count = try await rig.ledger.queueStatistics().attachments.values.reduce(0, +)
                let isIdle = try await rig.isIdle()
                return count == Self.events && isIdle
            }
            let queueStatistics = try await rig.ledger.queueStatistics()
            #expect(isDone, "\(queueStatistics)")
            let infected = (0..<Self.events).count { Self.isInfected($0) }
            #expect(
                queueStatistics.attachments.filter { $0.value > 0 } == [.infected: infected, .released: Self.events - infected])
            #expect(queueStatistics.messages.parked + queueStatistics.fetches.parked + queueStatistics.jobs.parked == 0)
            try await checkFlags(on: rig)
        }
    }

    private static func isInfected(_ number: Int) -> Bool { number % 7 == 3 }

    /// Ten messages a customer, from eight customers at a time.
    private func send(on rig: Rig) async throws {
        try await withThrowingTaskGroup { group in
            let customers = (Self.events + 9) / 10
            for lane in 0..<8 {
                group.addTask {
                    for customer in stride(from: lane, to: customers, by: 8) {
                        for number in (customer * 10)..<min(customer * 10 + 10, Self.events) {
                            let bytes = Self.isInfected(number) ? PrivateClamd.eicar : Array("note \(number)".utf8)
                            try await rig.platform.write(bytes, named: "\(number).txt", from: "guest-\(customer)")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Each customer has sent at least one infected file among ten.
    private func checkFlags(on rig: Rig) async throws {
        let conversations = Set(try await rig.platform.conversationIDs())
        var flagged = 0
        for id in conversations where try await rig.customer(id)?.attributes["file_scan_status"] == "quarantined" { flagged += 1 }
        #expect(flagged == (Self.events + 9) / 10)
    }
}
