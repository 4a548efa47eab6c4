import Attachments
import FileIO
import Scanning
import Synchronization

/// The real engine, which can be taken away and given back, for all files or for those of one size.
final class ScannerSwitch: Scanner {
    private let scanner: any Scanner
    private let isThere = Mutex(true)
    private let passedOver = Mutex<Int64?>(nil)

    init(_ scanner: any Scanner) { self.scanner = scanner }

    func set(there: Bool) { isThere.withLock { $0 = there } }

    /// Leaves files of a size alone until told otherwise.
    func passOver(size: Int?) { passedOver.withLock { $0 = size.map(Int64.init) } }

    func scan(_ file: OpenFile) async -> Examination {
        isThere.withLock { $0 } && passedOver.withLock { $0 } != file.size
            ? await scanner.scan(file)
            : Examination(by: "clamd", findings: [Finding(.error, by: "clamd", detail: "clamd is away.")])
    }

    func status() async -> ScannerStatus {
        isThere.withLock { $0 } ? await scanner.status() : ScannerStatus(isReady: false, problem: "clamd is away.")
    }
}
