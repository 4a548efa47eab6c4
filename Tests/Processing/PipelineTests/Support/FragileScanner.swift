import Attachments
import FileIO
import Scanning
import Synchronization

/// An engine that dies of every file, until it is started again.
final class FragileScanner: Scanner {
    private let isAlive = Mutex(true)

    func restart() { isAlive.withLock { $0 = true } }

    func scan(_ file: OpenFile) async -> Examination {
        isAlive.withLock { $0 = false }
        return .scripted(.error)
    }

    func status() async -> ScannerStatus { ScannerStatus(isReady: isAlive.withLock { $0 }) }
}
