import SQLite

/// One read in the queue.
protocol PendingRead: AnyObject {
    /// Does it and gives the caller what came of it.
    func run(on database: Database)
}

/// One read and the caller who waits for it.
final class QueuedRead<Value: Sendable>: PendingRead {
    typealias Body = @Sendable (Database) throws -> Value

    private let body: Body
    private let caller: CheckedContinuation<Value, any Error>

    init(_ body: @escaping Body, answering caller: CheckedContinuation<Value, any Error>) {
        self.body = body
        self.caller = caller
    }

    func run(on database: Database) { caller.resume(with: Result { try body(database) }) }
}
