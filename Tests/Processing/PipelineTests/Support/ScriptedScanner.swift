import Attachments
import FileIO
import Scanning
import Synchronization

/// An engine that answers what no real one can be made to answer, or at a moment of the test's choosing.
final class ScriptedScanner: Scanner {
    private let isReady: Mutex<Bool>
    private let scans = Mutex(0)
    private let answer: @Sendable (Int) async -> Examination

    /// - Parameter answer: is given the number of the scan, from 1.
    init(isReady: Bool = true, _ answer: @escaping @Sendable (Int) async -> Examination) {
        self.isReady = Mutex(isReady)
        self.answer = answer
    }

    /// Always the same answer.
    convenience init(isReady: Bool = true, _ outcome: Outcome, activeContent: ActiveContent? = nil) {
        self.init(isReady: isReady) { _ in .scripted(outcome, activeContent: activeContent, version: "scripted") }
    }

    /// How often it was asked.
    var count: Int { scans.withLock { $0 } }

    func becomes(ready: Bool) { isReady.withLock { $0 = ready } }

    func scan(_ file: OpenFile) async -> Examination {
        await answer(
            scans.withLock { count in
                count += 1
                return count
            })
    }

    func status() async -> ScannerStatus { ScannerStatus(isReady: isReady.withLock { $0 }) }
}
