import Synchronization

/// Lets so many through at a time and refuses the others.
final class ConcurrencyLimiter: Sendable {
    private let limit: Int
    private let inside = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// - Throws: `overloaded`, or what `body` throws.
    func pass<Value>(_ body: () async throws -> Value) async throws -> Value {
        try inside.withLock { inside in
            guard inside < limit else { throw LedgerError.overloaded }
            inside += 1
        }
        defer { inside.withLock { $0 -= 1 } }
        return try await body()
    }
}
