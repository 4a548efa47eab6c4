import Foundation

@testable import Configuration

/// Reads a text as if it stood in `lazaret.json`, in a folder of its own.
func configuration(
    _ text: String, environment: [String: String] = [:], files: [String: String] = [:]
) throws -> LazaretConfiguration {
    try withFolder { folder in
        try text.write(to: folder.appending(path: "lazaret.json"), atomically: false, encoding: .utf8)
        for (name, contents) in files { try contents.write(to: folder.appending(path: name), atomically: false, encoding: .utf8) }
        var configuration = try LazaretConfiguration.load(
            named: nil, environment: environment, workingFolder: folder.path(), systemFolder: folder.path())
        configuration.file = nil
        return configuration
    }
}

/// What is wrong with a text, one line a problem.
func problems(
    _ text: String, environment: [String: String] = [:], files: [String: String] = [:]
) throws -> [String] {
    do {
        _ = try configuration(text, environment: environment, files: files)
        return []
    } catch let error as ConfigurationError {
        return error.problems.map(\.description)
    }
}

/// Lends a folder that nobody else uses.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lazaret-configuration-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
