import Foundation

/// A first-in, first-out queue that threads block on; closing it lets what is queued finish and then sends the threads home.
final class JobQueue<Job>: @unchecked Sendable {
    // NSCondition guards both fields: Swift's Mutex has no condition to wait on.
    private let condition = NSCondition()
    private var jobs: [Job] = []
    private var head = 0
    private var isClosed = false

    func append(_ job: Job) {
        condition.withLock {
            jobs.append(job)
            condition.signal()
        }
    }

    /// Waits for the next job; `nil` once the queue is closed and empty.
    func next() -> Job? {
        condition.withLock {
            while head == jobs.count && !isClosed { condition.wait() }
            guard head < jobs.count else { return nil }
            defer { advance() }
            return jobs[head]
        }
    }

    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }

    /// Taking from the front of an array moves the rest; done once a hundred jobs it costs nothing.
    private func advance() {
        head += 1
        guard head == jobs.count || head >= 128 else { return }
        jobs.removeFirst(head)
        head = 0
    }
}
