import Application
import Attachments
import Configuration
import Foundation
import Observability

/// `lazaret scan`
struct ScanCommand: Command {
    static let name = "scan"
    static let summary = "Inspect and scan local files with the same policy."
    static let help = """
        Inspects and scans files and folders as the gateway would, with the policy in force, and says what would become
        of each. Nothing is stored, moved or sent. Exit code 1 when any file would not be released.

        Usage: lazaret scan [--config FILE] [--json] PATH...

          --config FILE   else LAZARET_CONFIG, ./lazaret.json, /etc/lazaret/lazaret.json
          --json          one JSON object a line

        Example: lazaret scan --json ~/Downloads
        """

    private let file: String?
    private let json: Bool
    private let paths: [String]

    init(_ arguments: inout Arguments) throws {
        file = try arguments.value(of: "--config")
        json = arguments.flag("--json")
        paths = try arguments.operands()
        guard !paths.isEmpty else { throw CommandError.usage("Name at least one file or folder: lazaret scan PATH...") }
    }

    func run() async throws -> ExitCode {
        let configuration = try ConfigurationFile.load(file)
        var unreadable: [String] = []
        let files = try LocalFiles.all(under: paths) { unreadable.append($0) }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let engine = ScanningEngine(configuration, stateFolder: scratch.url, log: Logger())
        let code = try await LocalScan(engine: engine, policy: configuration.policy, json: json).run(files)
        guard unreadable.isEmpty else {
            throw CommandError(
                exitCode: .no, description: "These folders could not be looked into: \(unreadable.joined(separator: ", "))")
        }
        return code
    }
}
