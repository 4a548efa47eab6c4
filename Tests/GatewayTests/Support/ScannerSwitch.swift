import Attachments
import FileIO
import Scanning
import Synchronization

/// The real engine, which can be taken away and given back.
final class ScannerSwitch: Scanner {
    private let scanner: any Scanner
    private let isThere = Mutex(true)

    init(_ scanner: any Scanner) { self.scanner = scanner }

    func set(there: Bool) { isThere.withLock { $0 = there } }

    func scan(_ file: OpenFile) async -> Verdict {
        isThere.withLock { $0 } ? await scanner.scan(file) : Verdict(outcome: .error, reasons: ["clamd is away."])
    }

    func status() async -> ScannerStatus {
        isThere.withLock { $0 } ? await scanner.status() : ScannerStatus(isReady: false, problem: "clamd is away.")
    }
}
