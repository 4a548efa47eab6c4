/// Where a listener has the time from; a test's own where hours have to go by.
struct ListenerClock: Sendable {
    var now: @Sendable () -> ContinuousClock.Instant = { .now }
    /// Waits for a moment; throws when the task is cancelled before it.
    var sleep: @Sendable (ContinuousClock.Instant) async throws -> Void = { try await ContinuousClock().sleep(until: $0) }
}
