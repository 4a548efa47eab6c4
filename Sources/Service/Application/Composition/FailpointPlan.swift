import Foundation
import Pipeline

/// Ends the process as a power cut would, at a failpoint that its environment names: `LAZARET_FAILPOINT=moved:3` at the third time.
///
/// For tests: only a debug build looks at the environment.
enum FailpointPlan {
    static func listener(_ environment: [String: String]) -> @Sendable (Failpoint) -> Void {
        #if DEBUG
            let words = (environment["LAZARET_FAILPOINT"] ?? "").split(separator: ":")
            guard words.count == 2, let point = Failpoint(rawValue: String(words[0])), let count = Int(words[1]) else {
                return { _ in }
            }
            let countdown = Countdown(count)
            return { if $0 == point, countdown.isOver() { kill(getpid(), SIGKILL) } }
        #else
            return { _ in }
        #endif
    }
}

#if DEBUG
    import Synchronization

    private final class Countdown: Sendable {
        private let remaining: Atomic<Int>

        init(_ count: Int) { remaining = Atomic(count) }

        func isOver() -> Bool { remaining.subtract(1, ordering: .relaxed).newValue <= 0 }
    }
#endif
