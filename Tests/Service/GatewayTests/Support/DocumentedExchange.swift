import Foundation

/// A command of a page of documentation and the answer that the page shows for it.
struct DocumentedExchange: Sendable {
    let command: String
    /// As the page has it; `…` stands for what is left out.
    let answer: String
    let line: Int

    /// Reads the blocks ```` ```console ````: what follows `$ ` is a command, with the lines that it is continued on, the rest its answer.
    static func all(in page: String) -> [DocumentedExchange] {
        var exchanges: [DocumentedExchange] = []
        var isConsole = false
        for (index, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") {
                isConsole = line == "```console"
            } else if isConsole, line.hasPrefix("$ ") {
                exchanges.append(DocumentedExchange(command: String(line.dropFirst(2)), answer: "", line: index + 1))
            } else if isConsole, let last = exchanges.popLast() {
                exchanges.append(last.adding(String(line)))
            }
        }
        return exchanges
    }

    private func adding(_ text: String) -> DocumentedExchange {
        let continues =
            answer.isEmpty && (command.hasSuffix("\\") || command.hasSuffix("|") || command.count { $0 == "'" } % 2 == 1)
        return DocumentedExchange(
            command: continues ? command + "\n" + text : command, answer: continues ? answer : answer + text + "\n", line: line)
    }

    /// The status that the page shows; without one, that it is a success.
    var status: Int? { Self.status(answer) }

    /// The fields that it shows, by name; with their values where those are the same each time.
    var fields: [(name: String, value: String?)] {
        guard status != nil else { return [] }
        return answer.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().prefix { !$0.isEmpty }.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts.last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
            let varies = value.contains("…") || value.contains(/[0-9a-f]{8}|[0-9A-Z]{20}/)
            return (String(parts[0]), varies ? nil : value)
        }
    }

    /// The names of members that it shows.
    var members: Set<String> { Set(answer.matches(of: /"([A-Za-z_0-9]+)":/).map { String($0.output.1) }) }

    /// The members whose values say what the example is about.
    var tellingMembers: [String] {
        answer.matches(of: /"(?:state|outcome|status|error|message|source|limit_bytes|contactId|ready)":(?:"[^"…]*"|[0-9a-z]+)/)
            .map { String($0.output) }
    }

    static func status(_ answer: String) -> Int? {
        answer.firstMatch(of: /^HTTP\/1\.1 (\d{3})/).flatMap { Int($0.output.1) }
    }
}
