import Application
import Configuration
import Foundation
import Observability

/// `lazaret serve`
struct ServeCommand: Command {
    static let name = "serve"
    static let summary = "Take files in, judge them, deliver them."
    static let help = """
        Runs the gateway. Without any configuration it listens on 127.0.0.1:8080, keeps its state in ./lazaret-data,
        runs a clamd of its own, and prints a key that it has made, once.

        Usage: lazaret serve [--config FILE] [--roles gateway,worker,watcher]

          --config FILE   else LAZARET_CONFIG, ./lazaret.json, /etc/lazaret/lazaret.json
          --roles LIST    gateway takes files in and serves links; worker judges and delivers; watcher
                          listens to the platform's events, where genesys.topics names any. All by default.

        SIGTERM and SIGINT stop it: nothing new is taken, what is in hand is finished or put down safely.
        SIGHUP reads the policy, the keys, the channels' secrets, the limits, the allowed origins and the certificate again.

        Example: lazaret serve --config /etc/lazaret/lazaret.json
        """

    private let file: String?
    private let roles: Set<Application.Role>
    private let rolesAreNamed: Bool

    init(_ arguments: inout Arguments) throws {
        file = try arguments.value(of: "--config")
        let list = try arguments.value(of: "--roles")
        roles = try Self.roles(list)
        rolesAreNamed = list != nil
        try arguments.end()
    }

    func run() async throws -> ExitCode {
        let configuration = try ConfigurationFile.load(file)
        if rolesAreNamed, roles.contains(.watcher) { try configuration.checkWatcher() }
        let log = Logger.standardError(level: configuration.logging.level)
        let application = try await Application(configuration, roles: roles, log: log)
        try await application.run { try ConfigurationFile.load(file) }
        return .done
    }

    private static func roles(_ list: String?) throws -> Set<Application.Role> {
        guard let list else { return Set(Application.Role.allCases) }
        return Set(
            try list.split(separator: ",", omittingEmptySubsequences: false).map { word in
                guard let role = Application.Role(rawValue: String(word)) else {
                    let known = Application.Role.allCases.map(\.rawValue).joined(separator: ", ")
                    throw CommandError.usage("--roles: there is no role '\(word)'. The roles are \(known).")
                }
                return role
            })
    }
}
