import Application
import Configuration
import Foundation

/// `lazaret attachments`
struct AttachmentsCommand: Command {
    static let name = "attachments"
    static let summary = "See attachments of a running gateway, and decide on them."
    static let help = """
        Asks a running gateway. The key needs the role "operator".

        Usage: lazaret attachments list [--state STATE] [--conversation ID] [--query TEXT] [--after ID] [--limit 100]
               lazaret attachments show ID...
               lazaret attachments release --reason TEXT ID...   what is held goes to the agent
               lazaret attachments delete [--reason TEXT] ID...  the bytes are destroyed
               lazaret attachments rescan [--reason TEXT] ID...  what is held, or was given up, is judged again
               lazaret attachments retry [--reason TEXT] ID...   what was given up is taken up again

          --url URL      where the gateway is; else as the configuration says
          --key KEY      better in LAZARET_KEY: others on this machine can see a command's arguments
          --json         one JSON object a line
          --config FILE  else LAZARET_CONFIG, ./lazaret.json, /etc/lazaret/lazaret.json

        Exit code 1 when an attachment is not there, or the decision is not possible in its state.

        Example: LAZARET_KEY=… lazaret attachments list --state held
        """

    private enum Verb: String {
        case list, show, release, delete, rescan, retry
    }

    private let verb: Verb
    private let identifiers: [String]
    private let query: [(name: String, value: String)]
    private let reason: String?
    private let json: Bool
    private let file: String?
    private let url: String?
    private let key: String?

    init(_ arguments: inout Arguments) throws {
        file = try arguments.value(of: "--config")
        url = try arguments.value(of: "--url")
        key = try arguments.value(of: "--key")
        json = arguments.flag("--json")
        reason = try arguments.value(of: "--reason")
        query = try [
            ("state", "--state"), ("conversation", "--conversation"), ("q", "--query"), ("after", "--after"), ("limit", "--limit"),
        ]
        .compactMap { name, option in try arguments.value(of: option).map { (name, $0) } }
        let operands = try arguments.operands()
        guard let verb = operands.first.flatMap(Verb.init) else {
            throw CommandError.usage("Say what to do: lazaret attachments list|show|release|delete|rescan|retry.")
        }
        self.verb = verb
        identifiers = Array(operands.dropFirst())
        guard verb != .release || reason != nil else { throw CommandError.usage("Say why: --reason TEXT.") }
        guard identifiers.isEmpty == (verb == .list) else {
            throw CommandError.usage(verb == .list ? "'list' takes options only. See --help." : "Name at least one attachment.")
        }
        guard verb == .list || query.isEmpty else { throw CommandError.usage("--state and the like belong to 'list'.") }
    }

    func run() async throws -> ExitCode {
        let gateway = try AttachmentsClient(url: url, key: key, configuration: file)
        var code = ExitCode.done
        if verb == .list {
            let list = try await gateway.list(query)
            if !json, !list.isEmpty { print(AttachmentRow.head) }
            for attachment in list { show(attachment, asRow: true) }
        }
        for identifier in identifiers {
            do {
                show(try await answer(of: gateway, about: identifier), asRow: verb != .show)
            } catch let error as ApplicationError where error.code == .refused {
                FileHandle.standardError.write(Data("lazaret: \(identifier.harmless): \(error.description.harmless)\n".utf8))
                code = .no
            }
        }
        return code
    }

    private func answer(of gateway: AttachmentsClient, about identifier: String) async throws -> AttachmentRow {
        switch verb {
        case .list, .show: try await gateway.attachment(identifier)
        case .release, .delete, .rescan, .retry: try await gateway.decide(verb.rawValue, on: identifier, reason: reason)
        }
    }

    private func show(_ attachment: AttachmentRow, asRow: Bool) {
        print(json ? attachment.json : asRow ? attachment.row : attachment.text)
    }
}
