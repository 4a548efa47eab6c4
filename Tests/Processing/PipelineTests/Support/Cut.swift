import Synchronization

/// Ends a process's work: what comes after a number of steps does not happen any more.
final class Cut: Sendable {
    struct Ended: Error {}

    private let limit: Int
    private let steps = Mutex(0)

    init(after limit: Int) { self.limit = limit }

    /// Whether the work was ended.
    var happened: Bool { steps.withLock { $0 > limit } }

    /// Stands before and behind everything that is seen outside.
    func step() throws {
        let isOver = steps.withLock { steps in
            steps += 1
            return steps > limit
        }
        if isOver { throw Ended() }
    }
}
