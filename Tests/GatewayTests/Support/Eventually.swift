/// Asks again and again until the answer is yes; `false` when it is not within 20 seconds.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        // Cancelled only when the whole test is.
        try? await Task.sleep(for: .milliseconds(5))
    }
    return false
}
