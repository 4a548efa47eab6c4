import Application

/// `lazaret version`
struct VersionCommand: Command {
    static let name = "version"
    static let summary = "Print the version."
    static let help = """
        Prints the program's version.

        Usage: lazaret version [--json]

        Example: lazaret version --json
        """

    private let json: Bool

    init() { json = false }

    init(_ arguments: inout Arguments) throws {
        json = arguments.flag("--json")
        try arguments.end()
    }

    func run() async throws -> ExitCode {
        print(json ? #"{"version":"\#(Application.version)"}"# : "lazaret \(Application.version)")
        return .done
    }
}
