import Configuration
import Foundation
import Observability

/// Finds and reads the configuration for a command, and turns what is wrong with it into words and an exit code.
enum ConfigurationFile {
    /// - Throws: `CommandError` with all problems at once.
    static func load(_ file: String?) throws -> LazaretConfiguration {
        let configuration: LazaretConfiguration
        do {
            configuration = try LazaretConfiguration.load(
                named: file, environment: ProcessInfo.processInfo.environment,
                workingFolder: FileManager.default.currentDirectoryPath)
        } catch {
            throw CommandError.usage(error.description)
        }
        let missing = configuration.beyondThisVersion
        guard missing.isEmpty else { throw CommandError.usage(missing.joined(separator: "\n")) }
        return configuration
    }
}

extension LazaretConfiguration {
    /// What can be written into the configuration and is not there yet. Said at the start, so that nobody relies on it.
    fileprivate var beyondThisVersion: [String] {
        var problems: [String] = []
        if case .postgresql = ledger { problems.append("ledger: this version keeps its ledger in SQLite. Use \"sqlite\".") }
        return problems
    }
}

extension LoggingSection.Level {
    /// The same in the logger's terms.
    var loggerLevel: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}
