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
    private let metrics: MetricsRegistry
    private let log: Logger
    private let latest = Mutex<ScannerStatus?>(nil)

    /// Registers `lazaret_scanner_ready`, `lazaret_signature_age_seconds`, and `lazaret_clamd_*` for each endpoint.
    ///
    /// - Parameter interval: how often the scanner is asked.
    public init(_ scanner: any Scanner, every interval: Duration = .seconds(2), metrics: MetricsRegistry, log: Logger) {
        self.scanner = scanner
        self.interval = interval
        self.metrics = metrics
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
        for engine in status.engines { show(engine) }
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

    private func show(_ engine: EngineStatus) {
        let endpoint: MetricsRegistry.Labels = ["endpoint": engine.endpoint]
        metrics.gauge("lazaret_clamd_ready", help: "1 while files are given to this clamd, else 0.", labels: endpoint)
            .set(engine.isReady ? 1 : 0)
        metrics.gauge("lazaret_clamd_scans", help: "Scans that run at this clamd or wait for a place.", labels: endpoint)
            .set(Double(engine.scans))
        metrics.gauge("lazaret_clamd_places", help: "Scans that this clamd is given at once.", labels: endpoint)
            .set(Double(engine.places))
        guard let age = engine.signatureAge else { return }
        metrics.gauge("lazaret_clamd_signature_age_seconds", help: "Age of this clamd's signatures.", labels: endpoint)
            .set(age / .seconds(1))
    }

    /// New signatures make another engine of it.
    private func tellReady(_ status: ScannerStatus, _ before: ScannerStatus?) {
        if before?.isReady != true || before?.engine != status.engine {
            log.info("The scanner is ready.", ["engine": .string(status.engine ?? "unknown")])
        }
        if let advice = status.advice, advice != before?.advice { log.warning(advice) }
    }
}
