package import Application
package import Configuration
package import Ledger
import Lifecycle
package import ObjectStore
package import Observability
package import Pipeline
package import TestSupport

/// What `lazaret serve` runs, in this process, on a port and in a folder of its own. A test replaces what it needs to by the configuration
/// and the dependencies, and by nothing else.
package struct TestApplication: Sendable {
    /// Running while the test's body runs.
    package let application: Application
    /// Its state folder.
    package let folder: TestFolder
    /// Where it listens.
    package let port: UInt16

    /// Its ledger.
    package var ledger: any Ledger { application.components.ledger }
    /// Its store.
    package var store: any ObjectStore { application.components.store }
    /// What brings files into it.
    package var intake: Intake { application.components.intake }
    /// What links begin with.
    package var address: String { "http://127.0.0.1:\(port)" }

    /// Runs it for as long as the body runs.
    ///
    /// - Parameters:
    ///   - configuration: its port and its state folder are replaced.
    ///   - names: the only services that run; all of them when `nil`. What the others would take up stays in the ledger.
    package static func run<Value: Sendable>(
        _ configuration: LazaretConfiguration, in folder: TestFolder, roles: Set<Application.Role> = Set(Application.Role.allCases),
        with dependencies: Dependencies = Dependencies(), log: Logger = Logger(), only names: Set<String>? = nil,
        _ body: @escaping @Sendable (TestApplication) async throws -> Value
    ) async throws -> Value {
        var configuration = configuration
        configuration.data = folder.path
        configuration.server.port = 0
        let application = try await Application(configuration, roles: roles, log: log, dependencies: dependencies)
        try await application.prepare()
        let services = application.services.filter { names?.contains($0.name) ?? true }
        let stop = application.stop
        let value = try await withThrowingTaskGroup { group in
            group.addTask { try await ServiceGroup(services, gracePeriod: .seconds(60)).run(until: stop) }
            defer { stop.trigger() }
            return try await body(TestApplication(application: application, folder: folder, port: application.boundPort ?? 0))
        }
        await application.close()
        return value
    }
}
