import Glibc
import Synchronization

/// Carries process numbers out of a test's body.
final class Seen: Sendable {
    private let state = Mutex<[pid_t]>([])

    var identifiers: [pid_t] {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
