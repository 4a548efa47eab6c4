import Application
import Foundation
import Observability

/// The program: finds the command, runs it, and turns its end into an exit code.
@main
enum Lazaret {
    static let commands: [any Command.Type] = [
        ServeCommand.self, ScanCommand.self, CardCommand.self, AttachmentsCommand.self, EraseCommand.self, AuditCommand.self,
        DoctorCommand.self, TokenCommand.self, SimulateCommand.self, ConfigCommand.self,
        VersionCommand.self,
    ]

    static func main() async {
        do {
            exit(try await run(Array(CommandLine.arguments.dropFirst())).rawValue)
        } catch let error as CommandError {
            complain(error.description)
            exit(error.exitCode.rawValue)
        } catch let error as ApplicationError {
            complain(error.description)
            exit(ExitCode(error.code).rawValue)
        } catch {
            complain("\(error)")
            exit(ExitCode.unavailable.rawValue)
        }
    }

    private static func run(_ words: [String]) async throws -> ExitCode {
        guard let word = words.first else { throw CommandError.usage("Name a command.\n\n" + overview) }
        var arguments = Arguments(Array(words.dropFirst()))
        switch word {
        case "--help", "-h", "help":
            print(try arguments.operands().first.map { try command(named: $0).help } ?? overview)
            return .done
        case "--version":
            try arguments.end()
            return try await VersionCommand().run()
        default:
            let command = try command(named: word)
            guard !arguments.asksForHelp else {
                print(command.help)
                return .done
            }
            return try await command.init(&arguments).run()
        }
    }

    private static func command(named name: String) throws -> any Command.Type {
        guard let command = commands.first(where: { $0.name == name }) else {
            throw CommandError.usage("There is no command '\(name)'. 'lazaret --help' lists them.")
        }
        return command
    }

    private static func complain(_ text: String) {
        FileHandle.standardError.write(Data("lazaret: \(text.withoutCredentials)\n".utf8))
    }

    private static var overview: String {
        let width = commands.map { $0.name.count }.max() ?? 0
        let lines = commands.map { command in
            "  " + command.name.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + command.summary
        }
        return introduction + lines.joined(separator: "\n") + closing
    }

    private static let introduction = """
        Lazaret holds every file that customers send into Genesys Cloud conversations, finds out what it really is,
        scans it, and only then lets it reach an agent.

        Usage: lazaret COMMAND [OPTIONS]


        """

    private static let closing = """


        'lazaret COMMAND --help' explains one command.
        Exit codes: 0 done, 1 the answer is "no", 2 usage or configuration, 3 a needed service is down.
        """
}
