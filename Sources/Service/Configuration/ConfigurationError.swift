/// Why there is no configuration: everything that is wrong with it, at once.
public struct ConfigurationError: Error, CustomStringConvertible, Hashable {
    /// The ways in which a configuration can be unusable.
    public enum Code: Sendable, Hashable {
        /// A file was named and does not exist.
        case missingFile
        /// The file exists and cannot be read.
        case unreadableFile
        /// The file is not JSON.
        case malformed
        /// Keys or values are wrong.
        case invalid
    }

    /// One thing to put right.
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// Where it is, such as `auth.keys[0].sha256`; empty for the file as a whole.
        public let path: String
        /// What is wrong and what was expected. Never a secret.
        public let message: String

        /// The path and what is wrong there.
        public var description: String { path.isEmpty ? message : "\(path): \(message)" }
    }

    /// What kind of error it is.
    public let code: Code
    /// The file; `nil` when there is none and the environment alone is wrong.
    public private(set) var file: String?
    /// At least one.
    public let problems: [Problem]

    /// All problems, one a line.
    public var description: String {
        let name = file ?? "The configuration from the environment"
        guard code == .invalid else { return "\(name): \(problems.map(\.description).joined(separator: "\n"))" }
        let count = problems.count == 1 ? "1 problem" : "\(problems.count) problems"
        return "\(name) has \(count):\n" + problems.map { "  \($0)" }.joined(separator: "\n")
    }

    init(code: Code, problems: [Problem]) {
        self.code = code
        self.problems = problems
    }

    init(code: Code, _ message: String) {
        self.init(code: code, problems: [Problem(path: "", message: message)])
    }

    func `in`(_ file: String) -> ConfigurationError {
        var error = self
        error.file = file
        return error
    }
}
