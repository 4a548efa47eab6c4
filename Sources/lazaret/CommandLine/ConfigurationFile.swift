import Configuration
import Foundation
import Observability

/// Finds and reads the configuration for a command, and turns what is wrong with it into words and an exit code.
enum ConfigurationFile {
    /// - Throws: `CommandError` with all problems at once.
    static func load(_ file: String?) throws -> LazaretConfiguration {
        do {
            return try LazaretConfiguration.load(
                named: file, environment: ProcessInfo.processInfo.environment,
                workingFolder: FileManager.default.currentDirectoryPath)
        } catch {
            throw CommandError.usage(error.description)
        }
    }
}

extension LoggingSection.Level {
    /// The same in the logger's terms.
    var loggerLevel: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}
