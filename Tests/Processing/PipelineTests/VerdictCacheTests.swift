import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

@testable import Pipeline

@Suite struct VerdictCacheTests {
    let scanner = VersionedScanner()

    @Test(arguments: [Outcome.clean, .infected, .encrypted, .active])
    func neverScansTheSameBytesTwiceUnderTheSameSignatures(_ outcome: Outcome) async throws {
        let fixture = try await Fixture()
        scanner.update(to: "Engine 1/1", finding: outcome)
        let judge = fixture.judge(scanner)
        for _ in 1...3 {
            let id = try await fixture.accept(.note)
            try await fixture.work(judge)
            #expect(try await fixture.attachment(id).verdict.outcome == outcome)
            #expect(try await fixture.attachment(id).verdict.engine == "Engine 1/1")
        }
        #expect(scanner.count == 1)
        scanner.update(to: "Engine 1/2", finding: outcome)
        try await fixture.accept(.note)
        try await fixture.work(judge)
        #expect(scanner.count == 2)
    }

    @Test(arguments: [Outcome.limit, .unscannable]) func asksAgainForWhatDependsOnMoreThanTheBytes(_ outcome: Outcome) async throws
    {
        let fixture = try await Fixture()
        scanner.update(to: "Engine 1/1", finding: outcome)
        for _ in 1...2 {
            try await fixture.accept(.note)
            try await fixture.work(fixture.judge(scanner))
        }
        #expect(scanner.count == 2)
    }

    @Test func remembersNoError() async throws {
        let fixture = try await Fixture()
        scanner.update(to: "Engine 1/1", finding: .error)
        let id = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(scanner))
        scanner.update(to: "Engine 1/1", finding: .clean)
        fixture.clock.advance(by: .seconds(60))
        try await fixture.work(fixture.judge(scanner))
        #expect(try await fixture.state(id) == .released)
    }

    @Test func appliesThePolicyOfTheDay() async throws {
        let fixture = try await Fixture()
        scanner.update(to: "Engine 1/1", finding: .encrypted)
        let first = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(scanner))
        fixture.policy.replace(with: Policy(onEncrypted: .reject))
        let second = try await fixture.accept(.note)
        try await fixture.work(fixture.judge(scanner))
        #expect(try await fixture.state(first) == .held)
        #expect(try await fixture.state(second) == .rejected)
        #expect(scanner.count == 1)
    }

    @Test func trustsNoEngineThatDoesNotNameItsSignatures() async throws {
        let fixture = try await Fixture()
        let scanner = ScriptedScanner(.clean)
        for _ in 1...2 {
            try await fixture.accept(.note)
            try await fixture.work(fixture.judge(scanner))
        }
        #expect(scanner.count == 2)
    }
}
