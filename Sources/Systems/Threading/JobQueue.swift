import Foundation

/// A first-in, first-out queue that threads block on; closing it lets what is queued finish and then sends the threads home.
final class JobQueue<Job>: @unchecked Sendable {
    // NSCondition guards all three fields: Swift's Mutex has no condition to wait on.
    private let condition = NSCondition()
    private var arriving: [Job] = []
    /// The oldest jobs, the next one last: taking it costs nothing, and whatever it holds on to is let go with it.
    private var leaving: [Job] = []
    private var isClosed = false

    func append(_ job: Job) {
        condition.withLock { arriving.append(job) }
        // After the lock is free, or the woken thread would only wait for it.
        condition.signal()
    }

    /// Waits for the next job; `nil` once the queue is closed and empty.
    func next() -> Job? {
        condition.withLock {
            while arriving.isEmpty && leaving.isEmpty && !isClosed { condition.wait() }
            if leaving.isEmpty {
                leaving = arriving.reversed()
                arriving = []
            }
            return leaving.popLast()
        }
    }

    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }
}
