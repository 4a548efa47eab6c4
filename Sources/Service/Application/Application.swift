public import Configuration
import Foundation
import Genesys
import HTTPServer
import Ledger
package import Lifecycle
public import Observability
import Pipeline
package import Watcher

/// Everything that `lazaret serve` runs, put together from a configuration.
public struct Application: Sendable {
    /// What its services share.
    package let components: Components
    /// Listens to the platform's events; `nil` where it does not.
    package let listener: NotificationListener?
    /// What it runs, in the order in which it starts.
    package let services: [any Service]

    /// Opens the store and the ledger, binds the server, and puts the services together; nothing runs yet.
    ///
    /// - Parameters:
    ///   - roles: what this process does of the work.
    ///   - dependencies: what it takes from around it.
    /// - Throws: `ApplicationError` for what has to be corrected or is missing, and the errors of the modules that it is made of.
    public init(
        _ configuration: LazaretConfiguration, roles: Set<Role>, log: Logger, dependencies: Dependencies = Dependencies()
    ) async throws {
        components = try await Components(configuration, roles: roles, log: log, dependencies: dependencies)
        listener = try components.listener()
        services = try components.services(listener)
    }

    /// Where it listens; `nil` where it does not.
    package var boundPort: UInt16? { components.server?.boundPort }

    /// Ends what runs, and what waits for an outcome.
    package var stop: StopSignal { components.stop }

    /// Runs until a signal asks for the stop; what is in hand is then finished or safely put down.
    ///
    /// - Parameter reload: reads the configuration again, at SIGHUP.
    /// - Throws: what `prepare` throws, and `ServiceGroupError` when a service fails.
    public func run(reload: @escaping @Sendable () throws -> LazaretConfiguration) async throws {
        let startup = StartupLog(components)
        startup.sayWhatStarts()
        try await prepare()
        let signals = SignalListener(triggering: components.stop) {
            apply(reload)
            components.server?.renewCertificate(at: components.dependencies.now(), log: components.log)
        }
        let ready = ReadinessLog(after: signals) { startup.sayWhatRuns() }
        try await run([signals] + services + [ready])
        await close()
        components.log.info("Stopped.")
    }

    /// What comes before the services: shows a first key, takes back what a crash had left.
    package func prepare() async throws {
        try components.settings.firstKey?.announce(in: components.state)
        try await components.ledger.endLeases()
        let removed = try await components.sweep.run()
        if removed > 0 {
            components.log.info("Removed what a crash had left in quarantine.", ["files": .integer(Int64(removed))])
        }
    }

    /// What comes behind the services: gives the access token back, where that is configured.
    package func close() async { await components.platform?.close() }

    private func run(_ services: [any Service]) async throws {
        // A quarter of the time is for what has to be cut off to be put down.
        let group = ServiceGroup(services, gracePeriod: components.configuration.server.gracePeriod * 3 / 4)
        do {
            try await group.run(until: components.stop)
        } catch let error as ServiceGroupError where error.code == .gracePeriodExceeded {
            // Safe: what was in hand is in the ledger, and taken up at the next start.
            components.log.warning("\(error)")
        }
    }

    /// Puts the configuration as it is now in force, or leaves all when there is anything wrong with it.
    private func apply(_ reload: () throws -> LazaretConfiguration) {
        do {
            components.settings.replace(with: try reload())
            components.log.info("Policy, keys, secrets, limits and origins were read again.")
        } catch {
            components.log.error(
                "The configuration was not read again; the old one stays in force.", ["cause": .string("\(error)")])
        }
    }
}
