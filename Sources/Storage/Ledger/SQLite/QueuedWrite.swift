import SQLite

/// One write in the queue.
protocol PendingWrite: AnyObject {
    /// Whether its caller may be answered only when it is safe from a power cut.
    var isDurable: Bool { get }

    /// Does it and keeps the result; may be called again after what it did was undone.
    ///
    /// - Throws: what went wrong.
    func run(on database: Database, _ events: inout Set<Event>) throws

    /// Does it in a savepoint and keeps the result, or what went wrong.
    ///
    /// - Throws: only when the whole transaction is lost.
    func runAlone(on database: Database, _ events: inout Set<Event>) throws

    /// Gives the caller the result, once it is committed.
    func answer()

    /// Gives the caller an error instead of the result.
    func answer(failing error: any Error)
}

/// One write, its result, and the caller who waits for it.
final class QueuedWrite<Value: Sendable>: PendingWrite {
    typealias Body = @Sendable (Database, inout Set<Event>) throws -> Value

    let isDurable: Bool
    private let body: Body
    private let caller: CheckedContinuation<Value, any Error>
    private var result: Result<Value, any Error>?

    init(_ body: @escaping Body, durable: Bool, answering caller: CheckedContinuation<Value, any Error>) {
        self.isDurable = durable
        self.body = body
        self.caller = caller
    }

    func run(on database: Database, _ events: inout Set<Event>) throws {
        result = .success(try body(database, &events))
    }

    func runAlone(on database: Database, _ events: inout Set<Event>) throws {
        var own: Set<Event> = []
        do {
            result = .success(try database.savepoint { try body(database, &own) })
            events.formUnion(own)
        } catch {
            guard database.isInTransaction else { throw error }
            result = .failure(error)
        }
    }

    func answer() {
        guard let result else { preconditionFailure("A write was answered that was not run.") }
        caller.resume(with: result)
    }

    func answer(failing error: any Error) { caller.resume(throwing: error) }
}
