import Configuration
import HTTPServer
import Observability

/// What a person needs to know at the start, in a few lines of the log.
struct StartupLog: Sendable {
    private let components: Components
    private var configuration: LazaretConfiguration { components.configuration }
    private var log: Logger { components.log }

    init(_ components: Components) { self.components = components }

    /// Says what starts, and where it keeps its state.
    func sayWhatStarts() {
        let roles = components.roles.map(\.rawValue).sorted().joined(separator: ",")
        log.info(
            "Lazaret \(Application.version) starts.",
            [
                "roles": .string(roles), "configuration": .string(configuration.file ?? "none, all defaults"),
                "data": .string(components.state.path),
            ])
        components.server?.warnOfCertificate(at: components.dependencies.now(), to: log)
    }

    /// Says where it listens and what becomes of files. Of the scanner `ScannerWatch` tells.
    func sayWhatRuns() {
        if let port = components.server?.boundPort {
            log.info("Listening.", ["address": .string(configuration.server.address), "port": .integer(Int64(port))])
        }
        guard components.roles.contains(.worker) else { return }
        if components.delivers {
            log.info("Released files are delivered to Genesys Cloud.", ["region": .string(configuration.genesys.region)])
        } else {
            log.warning(
                "Released files are not delivered, only their links are given out: set genesys.clientId and genesys.clientSecret.")
            if !configuration.channels.isEmpty || !configuration.genesys.webhookSecret.isEmpty {
                log.warning(
                    "Nothing is fetched for the platform's events, and nothing sent for channels, without genesys.clientId and "
                        + "genesys.clientSecret: all of it waits.")
            }
        }
    }
}

extension Application {
    /// The program's version.
    public static let version = "0.1.0"
}
