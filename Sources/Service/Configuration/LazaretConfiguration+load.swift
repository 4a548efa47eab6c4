import Foundation

extension LazaretConfiguration {
    private static let sizeLimit = 1 << 20

    /// Finds and reads the configuration.
    ///
    /// The file is the one named, else the one that `LAZARET_CONFIG` names, else `lazaret.json` in the working folder, else
    /// `/etc/lazaret/lazaret.json`, else none. Any text in it may be `"env:NAME"` or `"file:PATH"`.
    ///
    /// - Parameters:
    ///   - file: as given on the command line.
    ///   - environment: of the process.
    ///   - workingFolder: where relative paths start.
    /// - Throws: `ConfigurationError` with all problems at once; when a named file is missing; when the file is not JSON. No file at all
    ///   is not an error.
    public static func load(
        named file: String? = nil, environment: [String: String], workingFolder: String
    ) throws(ConfigurationError) -> LazaretConfiguration {
        try load(named: file, environment: environment, workingFolder: workingFolder, systemFolder: "/etc/lazaret")
    }

    static func load(
        named file: String?, environment: [String: String], workingFolder: String, systemFolder: String
    ) throws(ConfigurationError) -> LazaretConfiguration {
        let environment = ProcessEnvironment(environment: environment, workingFolder: workingFolder)
        let named = file ?? environment.variable("LAZARET_CONFIG")
        let usual = [workingFolder, systemFolder].map { $0 + "/lazaret.json" }
        let found = named ?? usual.first(where: FileManager.default.fileExists)
        let root = Place(path: "", report: Report())
        guard let found else { return try LazaretConfiguration(reading: .object([]), at: root, environment) }
        do {
            let tree = try Setting(parsing: contents(of: environment.absolute(found), named: found), at: root)
            var configuration = try LazaretConfiguration(reading: tree, at: root, environment)
            configuration.file = found
            return configuration
        } catch {
            throw error.in(found)
        }
    }

    private init(reading tree: Setting, at place: Place, _ environment: ProcessEnvironment) throws(ConfigurationError) {
        self.init()
        let resolved = tree.resolvingReferences(environment, at: place)
        FieldReader.read(&self, from: resolved, at: place, environment)
        guard place.report.problems.isEmpty else {
            throw ConfigurationError(code: .invalid, problems: place.report.problems)
        }
    }

    private static func contents(of path: String, named name: String) throws(ConfigurationError) -> Data {
        guard FileManager.default.fileExists(atPath: path) else {
            throw ConfigurationError(code: .missingFile, "there is no such file; name one that exists, or none at all")
        }
        guard let data = ProcessEnvironment.contents(of: path, limit: sizeLimit) else {
            throw ConfigurationError(
                code: .unreadableFile, "it cannot be read; make it a file of at most 1 MiB that this user may read")
        }
        return data
    }
}
