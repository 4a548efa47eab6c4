import Foundation

/// What waits for the writing thread, first in, first out; the thread takes it in turns.
final class WriteQueue: @unchecked Sendable {
    /// What the thread does next: the writes together, and then the reads, which see what was written.
    struct Turn {
        var writes: [any PendingWrite] = []
        var reads: [any PendingRead] = []

        var isEmpty: Bool { writes.isEmpty && reads.isEmpty }
    }

    // NSCondition guards the fields: Swift's Mutex has no condition to wait on.
    private let condition = NSCondition()
    private var waiting = Turn()
    private var isClosed = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Whether there was room.
    func append(_ write: any PendingWrite) -> Bool {
        append { waiting in
            guard waiting.writes.count < limit else { return false }
            waiting.writes.append(write)
            return true
        }
    }

    /// Whether there was room.
    func append(_ read: any PendingRead) -> Bool {
        append { waiting in
            guard waiting.reads.count < limit else { return false }
            waiting.reads.append(read)
            return true
        }
    }

    /// Waits for work and takes the oldest; `nil` once the queue is closed and empty.
    func next(atMost count: Int) -> Turn? {
        condition.withLock {
            while waiting.isEmpty && !isClosed { condition.wait() }
            guard !waiting.isEmpty else { return nil }
            var turn = Turn()
            swap(&turn, &waiting)
            if turn.writes.count > count {
                waiting.writes = Array(turn.writes.dropFirst(count))
                turn.writes.removeLast(turn.writes.count - count)
            }
            return turn
        }
    }

    /// Lets what is queued finish and then sends the thread home.
    func close() {
        condition.withLock { isClosed = true }
        condition.signal()
    }

    private func append(_ change: (inout Turn) -> Bool) -> Bool {
        let (isTaken, isFirst) = condition.withLock {
            let isFirst = waiting.isEmpty
            return (!isClosed && change(&waiting), isFirst)
        }
        // After the lock is free, or the woken thread would only wait for it.
        if isTaken && isFirst { condition.signal() }
        return isTaken
    }
}
