import Application

/// One subcommand of `lazaret`.
protocol Command: Sendable {
    /// The word on the command line.
    static var name: String { get }
    /// One line for the list of commands.
    static var summary: String { get }
    /// What `--help` prints, with an example.
    static var help: String { get }

    /// Reads the arguments that follow the command's name.
    /// - Throws: `CommandError` that says how the command line is wrong.
    init(_ arguments: inout Arguments) throws

    /// Does the work.
    /// - Throws: `CommandError`, and `ApplicationError` from the parts that it uses.
    func run() async throws -> ExitCode
}

/// What the program tells the shell.
enum ExitCode: Int32, Sendable {
    /// Done; the answer is "yes".
    case done = 0
    /// The answer is "no": a file refused, a check failed.
    case no = 1
    /// The command line or the configuration is wrong.
    case usage = 2
    /// A needed service is down.
    case unavailable = 3
}

extension ExitCode {
    init(_ code: ApplicationError.Code) {
        self =
            switch code {
            case .configuration: .usage
            case .refused: .no
            case .unavailable: .unavailable
            }
    }
}

/// An end of the program that the person in front of it has to read.
struct CommandError: Error, CustomStringConvertible {
    let exitCode: ExitCode
    /// What was wrong, where, and what to do.
    let description: String

    static func usage(_ description: String) -> CommandError { CommandError(exitCode: .usage, description: description) }
    static func unavailable(_ description: String) -> CommandError {
        CommandError(exitCode: .unavailable, description: description)
    }
}
