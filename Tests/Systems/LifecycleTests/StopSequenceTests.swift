import Testing

@testable import Lifecycle

struct StopSequenceTests {
    private struct Broken: Error {}

    @Test func stopsTheLastFirstAndEachOnlyWhenTheOneBehindItHasEnded() {
        var sequence = StopSequence(services: ["a", "b", "c"])
        #expect(sequence.handle(.stopRequested) == [.startGracePeriod, .stop(2)])
        #expect(sequence.handle(.ended(2, nil)) == [.stop(1)])
        #expect(sequence.handle(.ended(1, nil)) == [.stop(0)])
        #expect(!sequence.isOver)
        #expect(sequence.handle(.ended(0, nil)) == [])
        #expect(sequence.isOver)
        #expect(sequence.failure == nil)
    }

    @Test func oneThatEndsOutOfTurnIsSkippedWhenItsTurnComes() {
        var sequence = StopSequence(services: ["a", "b", "c"])
        _ = sequence.handle(.stopRequested)
        #expect(sequence.handle(.ended(1, nil)) == [])
        #expect(sequence.handle(.ended(2, nil)) == [.stop(0)])
    }

    @Test func oneThatThrowsStopsTheOthersAndIsNamed() throws {
        var sequence = StopSequence(services: ["a", "b"])
        #expect(sequence.handle(.ended(0, Broken())) == [.startGracePeriod, .stop(1)])
        #expect(sequence.handle(.ended(1, Broken())) == [])
        let failure = try #require(sequence.failure)
        #expect(failure.code == .failed)
        #expect(failure.services == ["a"])
        #expect(failure.cause is Broken)
    }

    @Test func oneThatReturnsEarlyStopsTheOthersAndIsNamed() {
        var sequence = StopSequence(services: ["a", "b"])
        #expect(sequence.handle(.ended(1, nil)) == [.startGracePeriod, .stop(0)])
        #expect(sequence.failure?.code == .returnedEarly)
        #expect(sequence.failure?.services == ["b"])
    }

    @Test func aFailureWhileStoppingIsNotLost() {
        var sequence = StopSequence(services: ["a"])
        _ = sequence.handle(.stopRequested)
        _ = sequence.handle(.ended(0, Broken()))
        #expect(sequence.failure?.code == .failed)
    }

    @Test func theEndOfTheGracePeriodCancelsWhatStillRuns() {
        var sequence = StopSequence(services: ["a", "b", "c"])
        _ = sequence.handle(.stopRequested)
        _ = sequence.handle(.ended(2, nil))
        #expect(sequence.handle(.gracePeriodOver) == [.cancelAll])
        _ = sequence.handle(.ended(0, CancellationError()))
        #expect(sequence.failure?.code == .gracePeriodExceeded)
        #expect(sequence.failure?.services == ["a", "b"])
    }

    @Test func asksForTheStopOnlyOnce() {
        var sequence = StopSequence(services: ["a"])
        _ = sequence.handle(.stopRequested)
        #expect(sequence.handle(.stopRequested) == [])
    }
}
