public import Lifecycle
public import Observability
public import Scanning
import Synchronization

/// Tells the log and the metrics whether files can be judged, whenever that changes.
public final class ScannerWatch: Service {
    /// What logs call it.
    public let name = "scanner-watch"

    private let scanner: any Scanner
    private let interval: Duration
    private let log: Logger
    private let latest = Mutex<ScannerStatus?>(nil)

    /// Registers `lazaret_scanner_ready` and `lazaret_signature_age_seconds`.
    ///
    /// - Parameter interval: how often the scanner is asked.
    public init(_ scanner: any Scanner, every interval: Duration = .seconds(2), metrics: MetricsRegistry, log: Logger) {
        self.scanner = scanner
        self.interval = interval
        self.log = log
        metrics.gauge("lazaret_scanner_ready", help: "1 while files can be judged, else 0.") { [self] in
            latest.withLock { $0?.isReady == true ? 1 : 0 }
        }
        metrics.gauge("lazaret_signature_age_seconds", help: "Age of the signatures, where the scanner tells it.") { [self] in
            latest.withLock { $0?.signatureAge }.map { $0 / .seconds(1) }
        }
    }

    /// Asks until the stop.
    public func run(until stop: StopSignal) async {
        while !stop.isTriggered && !Task.isCancelled {
            note(await scanner.status())
            await stop.wait(atMost: interval)
        }
    }

    private func note(_ status: ScannerStatus) {
        let before = latest.withLock { latest in
            defer { latest = status }
            return latest
        }
        if status.isReady {
            tellReady(status, before)
        } else if before?.isReady != false || before?.problem != status.problem {
            log.warning("No scanner is ready: files are taken and wait.", ["cause": .string(status.problem ?? "unknown")])
        }
    }

    /// New signatures make another engine of it.
    private func tellReady(_ status: ScannerStatus, _ before: ScannerStatus?) {
        if before?.isReady != true || before?.engine != status.engine {
            log.info("The scanner is ready.", ["engine": .string(status.engine ?? "unknown")])
        }
        if let advice = status.advice, advice != before?.advice { log.warning(advice) }
    }
}
