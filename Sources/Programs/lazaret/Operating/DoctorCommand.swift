import Application
import Configuration
import Foundation

/// `lazaret doctor`
struct DoctorCommand: Command {
    static let name = "doctor"
    static let summary = "Try everything that the gateway needs, and say what to do."
    static let help = """
        Looks at the configuration, the channels' secrets, the store, the ledger, the scanner (signatures, limits, and whether it
        finds the EICAR test file), and logs in to Genesys Cloud. One line each, with what to do where something is wrong. Changes nothing, and
        can be run beside a running gateway.

        Usage: lazaret doctor [--config FILE] [--json]

          --config FILE  else LAZARET_CONFIG, ./lazaret.json, /etc/lazaret/lazaret.json
          --json         one JSON object a line

        Exit code 0 when all is well, 1 when something has to be corrected, 3 when a service that is needed does not answer.

        Example: lazaret doctor --config /etc/lazaret/lazaret.json
        """

    private let file: String?
    private let json: Bool

    init(_ arguments: inout Arguments) throws {
        file = try arguments.value(of: "--config")
        json = arguments.flag("--json")
        try arguments.end()
    }

    func run() async throws -> ExitCode {
        let configuration = try ConfigurationFile.load(file)
        let start = CheckResult(.good, "configuration", configuration.file ?? "no file; everything has its default")
        show(start)
        var results = [start]
        await DoctorChecks(configuration).run { result in
            show(result)
            results.append(result)
        }
        if results.contains(where: { $0.grade == .down }) { return .unavailable }
        return results.contains { $0.grade == .wrong } ? .no : .done
    }

    private func show(_ result: CheckResult) { print(json ? result.json : result.line) }
}
