import HTTPSemantics
import HTTPServer
import Lifecycle

/// How long an answer is held back for an outcome.
struct OutcomeWait: Sendable {
    /// The program's stop.
    let stop: StopSignal

    /// Unless the sender says otherwise.
    private static let usual: Duration = .seconds(10)
    /// The longest wait that a sender can ask for.
    private static let longest: Duration = .seconds(60)
    /// Once the program stops: what was accepted must not look lost to its sender.
    private static let atStop: Duration = .seconds(1)

    /// As the request's `Prefer` has it.
    static func asked(by request: Request) -> Duration {
        let prefer = Prefer(request.fields)
        return prefer.respondsAsynchronously ? .zero : min(prefer.wait ?? usual, longest)
    }

    /// The outcome when it is there in time, or what is known when the program stops.
    func outcome<Value: Sendable>(
        _ wait: @escaping @Sendable () async throws -> Value?, atStop look: @escaping @Sendable () async throws -> Value?
    ) async throws -> Value? {
        try await withThrowingTaskGroup { group in
            group.addTask { try await wait() }
            group.addTask {
                await stop.wait()
                // Throws when the outcome was there first, and then nobody listens.
                try await Task.sleep(for: Self.atStop)
                return try await look()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }
}
