import Configuration
import Lifecycle
import Observability
import Scanning

import struct Foundation.URL

/// The scanner and what has to run for it: clamd as configured, else one found on this machine, else one of our own.
struct ScanningEngine: Sendable {
    let scanner: any Scanner
    /// Runs the private clamd, where there is one.
    let supervisor: ClamdSupervisor?
    /// The same, to be run.
    var services: [any Service] { supervisor.map { [$0] } ?? [] }

    init(_ section: ScannerSection, maximumFileSize: Int64, stateFolder: URL, log: Logger) {
        var configuration = ScannerConfiguration(
            timeout: section.timeout, maximumSignatureAge: section.maximumSignatureAge, maximumFileSize: maximumFileSize,
            stateFolder: stateFolder, signatureFolder: URL(fileURLWithPath: section.signatures))
        if let concurrency = section.concurrency { configuration.concurrency = concurrency }
        let configured = section.clamd.compactMap { Scanning.ClamdEndpoint($0.description) }
        let endpoints = configured.isEmpty ? [Scanning.ClamdEndpoint.installed()].compactMap { $0 } : configured
        guard endpoints.isEmpty else {
            scanner = ClamdScanner(configuration, endpoints: endpoints)
            supervisor = nil
            return
        }
        let supervisor = ClamdSupervisor(configuration, logger: log.with(["service": "clamd"]))
        scanner = ClamdScanner(configuration, endpoints: [supervisor.endpoint], supervisor: supervisor)
        self.supervisor = supervisor
    }
}
