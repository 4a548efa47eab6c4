/// Asks again and again until the answer is yes; `false` when it is not in time.
public func eventually(within limit: Duration = .seconds(30), _ condition: () async throws -> Bool) async rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        // Behind the condition: a machine that is busy may wake us long after the time is up.
        guard ContinuousClock.now < deadline else { return false }
        // Cancelled only when the whole test is.
        try? await Task.sleep(for: .milliseconds(5))
    }
    return true
}
