import Application
import Foundation
import GenesysSimulator
import Lifecycle
import Observability

/// `lazaret simulate`
struct SimulateCommand: Command {
    static let name = "simulate"
    static let summary = "Run a stand-in Genesys Cloud on loopback."
    static let help = """
        Runs a stand-in Genesys Cloud, as strict as the real platform: tokens, Open Messaging both ways, conversations,
        files, notifications, and the tutorials' routes. A page at /simulator shows the conversations as an agent would
        see them, and writes as the customer and as the agent. docs/simulator.md says what there is.

        Usage: lazaret simulate [--port 8090] [--socket-port N] [--outbound-webhook URL] [--channel URL]

          --socket-port N         where sockets are taken; without it the system chooses, and connectUri tells
          --outbound-webhook URL  where what goes out to customers is posted, signed with WEBHOOK_SECRET when it is set,
                                  else with '\(OpenIntegration().webhookSecret)'
          --channel URL           where the page brings what customers write through Lazaret's channel, signed with
                                  CHANNEL_SECRET when it is set, else with '\(PlatformConfiguration().channelSecret)'

        It accepts the OAuth client of GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET when both are set, else
        '\(PlatformConfiguration().clientID)' with '\(PlatformConfiguration().clientSecret)'. The Open Messaging
        integration is \(OpenIntegration.demoID),
        the queue \(PlatformConfiguration.demoQueueID).

        Example: lazaret simulate --outbound-webhook http://127.0.0.1:8080/webhook/open-messaging/shop
        """

    private let port: UInt16
    private let socketPort: UInt16
    private let outboundWebhook: String?
    private let channel: String?

    init(_ arguments: inout Arguments) throws {
        port = try Self.port("--port", &arguments) ?? 8090
        socketPort = try Self.port("--socket-port", &arguments) ?? 0
        outboundWebhook = try Self.address("--outbound-webhook", &arguments)
        channel = try Self.address("--channel", &arguments)
        try arguments.end()
    }

    func run() async throws -> ExitCode {
        let log = Logger.standardError(level: .info)
        let simulator = try GenesysSimulator(configuration(ProcessInfo.processInfo.environment), logger: log)
        let stop = StopSignal()
        let signals = SignalListener(triggering: stop)
        let ready = ReadinessLog(after: signals) {
            log.info("Listening.", ["address": "127.0.0.1", "port": .integer(Int64(simulator.boundPort))])
        }
        try await ServiceGroup([signals, simulator, ready], gracePeriod: .seconds(5)).run(until: stop)
        return .done
    }

    private func configuration(_ environment: [String: String]) -> GenesysSimulator.Configuration {
        var configuration = GenesysSimulator.Configuration()
        configuration.port = port
        configuration.socketPort = socketPort
        if let id = environment["GENESYS_CLIENT_ID"], let secret = environment["GENESYS_CLIENT_SECRET"] {
            configuration.platform.clientID = id
            configuration.platform.clientSecret = secret
        }
        var integration = OpenIntegration()
        integration.webhookURL = outboundWebhook
        integration.webhookSecret = environment["WEBHOOK_SECRET"] ?? integration.webhookSecret
        configuration.platform.integrations = [integration]
        configuration.platform.channelURL = channel
        configuration.platform.channelSecret = environment["CHANNEL_SECRET"] ?? configuration.platform.channelSecret
        return configuration
    }

    private static func port(_ option: String, _ arguments: inout Arguments) throws -> UInt16? {
        guard let text = try arguments.value(of: option) else { return nil }
        guard let port = UInt16(text) else {
            throw CommandError.usage("\(option): '\(text)' is no port; give a number from 0 to 65535.")
        }
        return port
    }

    private static func address(_ option: String, _ arguments: inout Arguments) throws -> String? {
        guard let text = try arguments.value(of: option) else { return nil }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host()?.isEmpty == false else {
            throw CommandError.usage("\(option): '\(text)' is no address; give one such as http://127.0.0.1:8080/path.")
        }
        return text
    }
}
