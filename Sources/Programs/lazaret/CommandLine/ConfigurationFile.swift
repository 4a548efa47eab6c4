import Configuration
import Foundation

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
