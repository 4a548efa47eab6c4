import Foundation
import GenesysSimulator
import Lifecycle
import Observability

/// `lazaret simulate`
struct SimulateCommand: Command {
    static let name = "simulate"
    static let summary = "Run a stand-in Genesys Cloud on loopback."
    static let help = """
        Runs a stand-in Genesys Cloud: the token endpoint, Open Messaging inbound messages, agentless texts, and the
        tutorials' routes, as strict as the real platform. What it received is shown on GET /simulator/messages.

        Usage: lazaret simulate [--port 8090]

        It accepts the OAuth client of GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET when both are set, else
        '\(PlatformConfiguration().clientID)' with '\(PlatformConfiguration().clientSecret)'. The Open Messaging
        integration is \(OpenIntegration.demoID).

        Example: lazaret simulate --port 8090
        """

    private let port: UInt16

    init(_ arguments: inout Arguments) throws {
        let text = try arguments.value(of: "--port") ?? "8090"
        guard let port = UInt16(text) else {
            throw CommandError.usage("--port: '\(text)' is no port; give a number from 0 to 65535.")
        }
        self.port = port
        try arguments.end()
    }

    func run() async throws -> ExitCode {
        var configuration = GenesysSimulator.Configuration()
        configuration.port = port
        let environment = ProcessInfo.processInfo.environment
        if let id = environment["GENESYS_CLIENT_ID"], let secret = environment["GENESYS_CLIENT_SECRET"] {
            configuration.platform.clientID = id
            configuration.platform.clientSecret = secret
        }
        let log = Logger.standardError(level: .info)
        let simulator = try GenesysSimulator(configuration, logger: log)
        let stop = StopSignal()
        let signals = SignalListener(triggering: stop)
        let announcement = Announcement(after: signals) { [configuration] in
            log.info("Listening.", ["address": .string(configuration.address), "port": .integer(Int64(simulator.boundPort))])
        }
        try await ServiceGroup([signals, simulator, announcement], gracePeriod: .seconds(5)).run(until: stop)
        return .done
    }
}
