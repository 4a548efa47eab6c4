import Attachments
import FileIO
import Scanning
import Synchronization

/// An engine whose signatures change when a test says so; no real one gives other verdicts on demand.
final class VersionedScanner: Scanner {
    private struct State {
        var version = "Engine 1/1"
        var outcome = Outcome.clean
        var scans = 0
    }

    private let state = Mutex(State())

    /// How often it was asked.
    var count: Int { state.withLock { $0.scans } }

    func update(to version: String, finding outcome: Outcome) {
        state.withLock { ($0.version, $0.outcome) = (version, outcome) }
    }

    func scan(_ file: OpenFile) async -> Examination {
        state.withLock { state in
            state.scans += 1
            return .scripted(
                state.outcome, version: state.version, signature: state.outcome == .infected ? "Late" : nil)
        }
    }

    func status() async -> ScannerStatus { ScannerStatus(isReady: true, versions: [state.withLock { $0.version }]) }
}
