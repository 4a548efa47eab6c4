import Testing

@testable import Pipeline

struct BackoffTests {
    private let backoff = Backoff(base: .seconds(1), cap: .seconds(300))

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (8, 128), (9, 256), (10, 300), (64, 300), (Int.max, 300), (0, 1), (-5, 1)])
    func doublesUpToTheCap(_ attempts: Int, _ seconds: Int) {
        #expect(backoff.ceiling(afterAttempts: attempts) == .seconds(seconds))
    }

    @Test(arguments: [0.0, 0.25, 0.5, 0.999]) func spreadsTheWaitOverAllOfIt(_ chance: Double) {
        #expect(backoff.delay(afterAttempts: 3, chance: chance) == .seconds(4) * chance)
    }

    @Test(arguments: [0.0, 0.5, 0.999]) func neverWaitsLessThanAsked(_ chance: Double) {
        let delay = backoff.delay(afterAttempts: 1, asked: .seconds(1000), chance: chance)
        #expect(delay == .seconds(1000) + .seconds(1) * chance)
    }
}
