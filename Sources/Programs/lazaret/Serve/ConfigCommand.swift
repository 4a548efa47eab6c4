import Configuration

/// `lazaret config`
struct ConfigCommand: Command {
    static let name = "config"
    static let summary = "Show the configuration in force, or an example."
    static let help = """
        Reads the configuration as 'serve' would and prints it whole, with every default, and with secrets hidden.
        All problems are reported at once, each with its path.

        Usage: lazaret config [--config FILE] [--example]

          --config FILE   else LAZARET_CONFIG, ./lazaret.json, /etc/lazaret/lazaret.json
          --example       print a commented example instead

        Example: lazaret config --example > lazaret.json
        """

    private let file: String?
    private let example: Bool

    init(_ arguments: inout Arguments) throws {
        file = try arguments.value(of: "--config")
        example = arguments.flag("--example")
        // Machine output is all there is; the flag is taken so that scripts can pass it everywhere.
        _ = arguments.flag("--json")
        try arguments.end()
    }

    func run() async throws -> ExitCode {
        print(example ? LazaretConfiguration.example : try ConfigurationFile.load(file).rendered(), terminator: "")
        return .done
    }
}
