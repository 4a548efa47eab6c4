import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

/// An hour stands for "until it is woken": a test that is not woken runs into its time limit.
@Suite(.timeLimit(.minutes(1))) struct WaitingConformanceTests {
    let clock = TestClock()
    let long = Duration.seconds(3600)

    @Test(arguments: BackEnd.all) func doesNotWaitForWorkThatIsDue(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.release(1, messages: [NewMessage(kind: .file, idempotencyKey: "k")])
        try await ledger.accept(2...2)
        try await ledger.waitForWork(.jobs, atMost: long)
        try await ledger.waitForWork(.outbox, atMost: long)
    }

    @Test(arguments: BackEnd.all) func returnsWhenTheTimeIsOver(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.acceptAndTake(1)
        try await ledger.waitForWork(.jobs, atMost: .milliseconds(5))
        try await ledger.waitForWork(.outbox, atMost: .zero)
        #expect(try await ledger.settled(.sample(1), atMost: .milliseconds(5))?.state == .received)
    }

    @Test(arguments: BackEnd.all) func wakesEverybodyForNewJobs(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { try await ledger.waitForWork(.jobs, atMost: long) } }
            try await ledger.accept(1...1)
            try await group.waitForAll()
        }
    }

    @Test(arguments: BackEnd.all) func wakesForNewMessages(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        async let woken: Void = ledger.waitForWork(.outbox, atMost: long)
        try await ledger.release(1, messages: [NewMessage(kind: .file, idempotencyKey: "k")])
        try await woken
    }

    @Test(arguments: BackEnd.all) func wakesForAMessageThatNoLongerHasToWaitForAnother(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        try await ledger.release(1, messages: ["a", "b"].map { NewMessage(kind: .file, idempotencyKey: $0) })
        let first = try #require(try await ledger.takeMessages(limit: 1, lease: long).first)
        async let woken: Void = ledger.waitForWork(.outbox, atMost: long)
        try await ledger.commit(first.step(disposition: .done))
        try await woken
        #expect(try await ledger.takeMessages(limit: 1, lease: long).map(\.idempotencyKey) == ["b"])
    }

    @Test(arguments: BackEnd.all) func wakesAtTheNextDueTime(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        try await ledger.commit(job.step(disposition: .retry(at: clock.now + 0.01, reason: "")))
        try await ledger.waitForWork(.jobs, atMost: long)
    }

    @Test(arguments: BackEnd.all) func wakesForARetry(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let job = try await ledger.acceptAndTake(1)
        try await ledger.commit(job.step(.failed, disposition: .park(reason: "")))
        async let woken: Void = ledger.waitForWork(.jobs, atMost: long)
        #expect(try await ledger.retry(.sample(1), by: "anna", reason: ""))
        try await woken
    }

    @Test(arguments: [AttachmentState.rejected, .infected, .held, .failed])
    func tellsTheOutcomeAsSoonAsItIsThere(_ outcome: AttachmentState) async throws {
        for backEnd in BackEnd.all {
            let ledger = try await backEnd.open(clock)
            let job = try await ledger.acceptAndTake(1)
            async let settled = ledger.settled(.sample(1), atMost: long)
            try await ledger.commit(job.step(.inspected))
            try await ledger.commit(job.step(outcome, disposition: .done))
            #expect(try await settled?.state == outcome)
            #expect(try await ledger.settled(.sample(1), atMost: long)?.state == outcome)
        }
    }

    @Test(arguments: BackEnd.all) func knowsNoOutcomeOfAnUnknownAttachment(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        #expect(try await ledger.settled(.sample(1), atMost: long) == nil)
    }

    @Test(arguments: BackEnd.all) func stopsWaitingWhenCancelled(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.acceptAndTake(1)
        await withThrowingTaskGroup { group in
            group.addTask { _ = try await ledger.settled(.sample(1), atMost: long) }
            group.addTask { try await ledger.waitForWork(.outbox, atMost: long) }
            group.cancelAll()
            while let result = await group.nextResult() {
                #expect(throws: CancellationError.self) { try result.get() }
            }
        }
    }
}
