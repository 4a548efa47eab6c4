/// Waits for what another process does.
package enum Wait {
    /// Asks again and again until the answer is yes.
    ///
    /// - Throws: `Unmet` when the time is over.
    package static func until(
        _ what: String, atMost limit: Duration, _ isSo: @Sendable () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        throw Unmet("waited \(limit) in vain until \(what)")
    }
}
