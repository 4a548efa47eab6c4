import Foundation
import Synchronization
import Threading

/// Connections to one database, each on a thread of its own, made when they are needed and again when they break.
public final class ConnectionPool: Sendable {
    private let threads: ThreadPool<PooledConnection>

    /// Starts the threads; nothing is connected yet.
    ///
    /// - Parameter connections: how many; so many calls run at once, and others wait. Whoever limits the callers limits the queue.
    public init(_ options: ConnectionOptions, connections: Int) {
        let line = Line(options)
        threads = ThreadPool(name: "postgres", threads: connections) { PooledConnection(line) }
    }

    /// Runs a job on one of the threads and waits for it without blocking. Cancellation does not interrupt it.
    ///
    /// - Throws: what the job throws.
    public func run<Value: Sendable>(_ job: @escaping @Sendable (PooledConnection) throws -> Value) async throws -> Value {
        try await threads.run { try job($0) }
    }
}

/// One place in the pool. Confined to its thread.
public final class PooledConnection {
    /// The place's name among those of all pools of all processes, by chance; it stays when the connection is made anew.
    public let id = Int64.random(in: .min ... .max)

    private let line: Line
    private var connection: Connection?
    private var count: Int64 = 0

    init(_ line: Line) { self.line = line }

    /// A connection that works as far as can be seen; connects, for as long as `patience` allows, when there is none.
    ///
    /// - Throws: `PostgresError`, `unreachable`.
    public func open() throws -> Connection {
        if let connection, connection.isAlive() { return connection }
        connection = nil
        let fresh = try line.connect()
        connection = fresh
        return fresh
    }

    /// A number that is larger than all that were given here before.
    public func nextNumber() -> Int64 {
        count += 1
        return count
    }
}

/// What the connections of a pool know together about the way to the server.
final class Line: Sendable {
    let options: ConnectionOptions
    private let outage = Mutex<Outage?>(nil)

    init(_ options: ConnectionOptions) { self.options = options }

    /// Blocks while an outage lasts, for as long as it may.
    func connect() throws -> Connection {
        while true {
            switch outage.withLock({ $0?.advice(at: .now, patience: options.patience) ?? .connect }) {
            case .refuse(let cause): throw cause
            case .wait(let pause): Thread.sleep(forTimeInterval: pause / .seconds(1))
            case .connect:
                if let connection = try attempt() { return connection }
            }
        }
    }

    /// `nil` when the attempt failed; the advice says what then.
    private func attempt() throws -> Connection? {
        do {
            let connection = try Connection(options)
            outage.withLock { $0 = nil }
            return connection
        } catch let error as PostgresError {
            outage.withLock { outage in
                if outage == nil { outage = Outage(error, at: .now) } else { outage?.goesOn(error, at: .now) }
            }
            return nil
        }
    }
}
