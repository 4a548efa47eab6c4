import Application
import Foundation

/// `lazaret erase`
struct EraseCommand: Command {
    static let name = "erase"
    static let summary = "Erase one customer: files, messages, names, and what is still to be sent."
    static let help = """
        Asks a running gateway what there is of one customer, and erases it: bytes in both stores, rows, names, words, and what waits to be
        judged or sent. The audit log keeps its entries, which name no customer, without the reasons that operators gave. The platform's
        copies are not reached. The key needs the role "operator".

        Usage: lazaret erase --contact ID [--dry-run | --yes] [--json]

          --contact ID   the customer, as uploads and messages name the contact
          --dry-run      only show what would go
          --yes          do not ask; without a terminal and without it nothing is erased
          --json         machine output
          --url URL      where the gateway is; else as the configuration says
          --key KEY      better in LAZARET_KEY: others on this machine can see a command's arguments
          --config FILE  else LAZARET_CONFIG, ./lazaret.json, /etc/lazaret/lazaret.json

        Cut off in the middle it can be run again. What arrives of the customer later is new, and stays. Exit code 1 when the question was
        answered with no, 3 when something is still in hand after ten minutes.

        Example: LAZARET_KEY=… lazaret erase --contact 4c1f7a52-8f0e-4d26-9a37-6f1b2f3f0c11 --dry-run
        """

    private static let patience: Duration = .seconds(600)

    private let contact: String
    private let isDryRun: Bool
    private let isConfirmed: Bool
    private let json: Bool
    private let url: String?
    private let key: String?
    private let file: String?

    init(_ arguments: inout Arguments) throws {
        file = try arguments.value(of: "--config")
        url = try arguments.value(of: "--url")
        key = try arguments.value(of: "--key")
        json = arguments.flag("--json")
        isDryRun = arguments.flag("--dry-run")
        isConfirmed = arguments.flag("--yes")
        guard let contact = try arguments.value(of: "--contact") else { throw CommandError.usage("Say whom: --contact ID.") }
        self.contact = contact
        try arguments.end()
        guard !isDryRun || !isConfirmed else { throw CommandError.usage("Give --dry-run or --yes, not both.") }
    }

    func run() async throws -> ExitCode {
        let client = try ErasureClient(url: url, key: key, configuration: file)
        let there = try await client.ask(about: contact, isDryRun: true).remaining
        if isDryRun || there.isEmpty || !isConfirmed { show(Erasure(erased: .init(), remaining: there)) }
        guard !isDryRun, !there.isEmpty else { return .done }
        guard isConfirmed || isatty(STDIN_FILENO) == 1 else {
            complain("Nothing was erased. Add --yes to erase it.")
            return .done
        }
        guard isConfirmed || Self.agrees() else {
            complain("Nothing was erased.")
            return .no
        }
        return try await erase(client)
    }

    /// Asks again while something is in hand: it ends by itself, and then goes as well.
    private func erase(_ client: ErasureClient) async throws -> ExitCode {
        let deadline = ContinuousClock.now + Self.patience
        var result = Erasure(erased: .init(), remaining: .init())
        while true {
            let answer = try await client.ask(about: contact, isDryRun: false)
            result.erased.add(answer.erased)
            result.remaining = answer.remaining
            guard !answer.remaining.isEmpty, ContinuousClock.now < deadline else { break }
            if answer.erased.isEmpty { try await Task.sleep(for: .seconds(1)) }
        }
        show(result)
        guard !result.remaining.isEmpty else { return .done }
        complain("Something is still in hand. Run the same command again later.")
        return .unavailable
    }

    private func show(_ erasure: Erasure) { print(json ? erasure.json : erasure.text) }

    private func complain(_ text: String) { FileHandle.standardError.write(Data("lazaret: \(text)\n".utf8)) }

    private static func agrees() -> Bool {
        FileHandle.standardError.write(Data("Erase all of this for good? Type yes: ".utf8))
        return readLine()?.trimmingCharacters(in: .whitespaces).lowercased() == "yes"
    }
}
