import Lifecycle
import Synchronization

/// Counts who is inside, and holds them there until they are let go.
final class Crowd: Sendable {
    private struct State {
        var present = 0
        var most = 0
    }

    private let state = Mutex(State())
    private let gate = StopSignal()

    var present: Int { state.withLock { $0.present } }
    /// The most that were inside at once.
    var most: Int { state.withLock { $0.most } }

    /// Also over when the task is cancelled.
    func visit() async {
        state.withLock { state in
            state.present += 1
            state.most = max(state.most, state.present)
        }
        await gate.wait()
        state.withLock { $0.present -= 1 }
    }

    func letGo() { gate.trigger() }
}
