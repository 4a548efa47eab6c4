import Foundation

/// A fixed set of threads for calls that block, so that none of them ever sits on Swift's cooperative pool.
///
/// Every thread owns one `Resource`, made on that thread at its first job and never seen by another: a libmagic cookie, a database
/// connection, or nothing at all (`Void`). Jobs start in the order in which they were given. As many jobs wait as there are callers
/// of `run`: whoever limits those limits the queue. When the last reference goes, what is queued is still done; then the threads end.
public final class ThreadPool<Resource>: Sendable {
    typealias Job = (inout Resource?) -> Void

    private let queue = JobQueue<Job>()
    private let resource: @Sendable () throws -> Resource

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - name: the threads' name, as `top -H` and debuggers show it; the system keeps 15 characters.
    ///   - threads: how many jobs run at once; at least one.
    ///   - resource: makes one thread's resource. When it throws, the job that needed it throws that error, and the next job
    ///     tries again.
    public init(name: String, threads: Int, resource: @escaping @Sendable () throws -> Resource) {
        self.resource = resource
        for _ in 0..<max(1, threads) {
            let thread = Thread { [queue] in
                // Only a running thread can tell the system its name.
                Thread.current.name = name
                var owned: Resource?
                while let job = queue.next() { job(&owned) }
            }
            thread.start()
        }
    }

    deinit { queue.close() }

    /// Runs a blocking job on one of the threads and waits for it without blocking.
    ///
    /// Cancellation does not interrupt the job: what it waits for needs a time limit of its own.
    /// - Throws: what the job throws, or what making the thread's resource threw.
    public func run<Value: Sendable>(_ job: @escaping @Sendable (inout Resource) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.append { [resource] owned in
                continuation.resume(
                    with: Result {
                        // Taken out, so that the job does not change a copy of it.
                        var held = try owned.take() ?? resource()
                        defer { owned = held }
                        return try job(&held)
                    })
            }
        }
    }
}

extension ThreadPool where Resource == Void {
    /// Starts threads that own nothing.
    public convenience init(name: String, threads: Int) {
        self.init(name: name, threads: threads) {}
    }

    /// Runs a blocking job that needs nothing of its thread.
    public func run<Value: Sendable>(_ job: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await run { (_: inout Void) in try job() }
    }
}
