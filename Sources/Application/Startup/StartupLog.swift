import Configuration
import Observability

/// What a person needs to know at the start, in a few lines of the log.
struct Greeting: Sendable {
    private let configuration: LazaretConfiguration
    private let state: StateFolder
    private let roles: Set<ServeCommand.Role>
    /// `nil` where nothing listens.
    private let port: UInt16?
    private let delivers: Bool

    init(
        _ configuration: LazaretConfiguration, state: StateFolder, roles: Set<ServeCommand.Role>, port: UInt16?, delivers: Bool
    ) {
        self.configuration = configuration
        self.state = state
        self.roles = roles
        self.port = port
        self.delivers = delivers
    }

    /// Says what starts, and where it keeps its state.
    func sayWhatStarts(to log: Logger) {
        log.info(
            "Lazaret \(Lazaret.version) starts.",
            [
                "roles": .string(roles.map(\.rawValue).sorted().joined(separator: ",")),
                "configuration": .string(configuration.file ?? "none, all defaults"), "data": .string(state.path),
            ])
    }

    /// Says where it listens and what becomes of files. Of the scanner `ScannerWatch` tells.
    func sayWhatRuns(to log: Logger) {
        if let port {
            log.info("Listening.", ["address": .string(configuration.server.address), "port": .integer(Int64(port))])
        }
        guard roles.contains(.worker) else { return }
        if delivers {
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
