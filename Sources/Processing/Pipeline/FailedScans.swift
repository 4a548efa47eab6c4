import Attachments
import Synchronization

/// How often a working scanner has failed to judge a file. Forgotten when the process ends, which only lets it be tried again.
final class FailedScans: Sendable {
    private let counts = Mutex<[AttachmentID: Int]>([:])

    /// Counts one more, and gives their number.
    func add(_ id: AttachmentID) -> Int {
        counts.withLock { counts in
            counts[id, default: 0] += 1
            return counts[id, default: 0]
        }
    }

    func forget(_ id: AttachmentID) {
        counts.withLock { $0[id] = nil }
    }
}
