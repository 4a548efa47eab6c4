import Foundation

/// The writes that wait, first in, first out; the writing thread takes them in groups.
final class WriteQueue: @unchecked Sendable {
    // NSCondition guards the fields: Swift's Mutex has no condition to wait on.
    private let condition = NSCondition()
    private var writes: [any PendingWrite] = []
    private var isClosed = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Whether there was room.
    func append(_ write: any PendingWrite) -> Bool {
        condition.withLock {
            guard writes.count < limit, !isClosed else { return false }
            writes.append(write)
            if writes.count == 1 { condition.signal() }
            return true
        }
    }

    /// Waits for writes and takes the oldest; `nil` once the queue is closed and empty.
    func next(atMost count: Int) -> [any PendingWrite]? {
        condition.withLock {
            while writes.isEmpty && !isClosed { condition.wait() }
            guard !writes.isEmpty else { return nil }
            defer { writes.removeFirst(min(count, writes.count)) }
            return Array(writes.prefix(count))
        }
    }

    /// Lets what is queued finish and then sends the thread home.
    func close() {
        condition.withLock {
            isClosed = true
            condition.signal()
        }
    }
}
