import Application
import Attachments
import Configuration
import Foundation
import Ledger

/// `lazaret audit`
struct AuditCommand: Command {
    static let name = "audit"
    static let summary = "Read the log of who did what, and see that it is whole."
    static let help = """
        The audit log has an entry for every decision, operator's action, release, link and outgoing call. Each carries a hash
        over the one before and itself, made with audit.key where there is one. Reads the ledger whether the gateway runs or not.

        Usage: lazaret audit list [--after N] [--limit 50] [--json] [--config FILE]
               lazaret audit export [--after N] [--config FILE]
               lazaret audit verify [--anchor NUMBER:HASH] [--json] [--config FILE] [EXPORT|-]

          --after N        entries behind this one; 'list' shows the last ones when absent
          --anchor N:HASH  what 'export' and 'verify' said before: shows a cut end, and a log that was made anew
          EXPORT           a file that 'export' wrote, or - for the standard input; else the ledger
          --json           one JSON object a line
          --config FILE    else LAZARET_CONFIG, ./lazaret.json, /etc/lazaret/lazaret.json

        'verify' names every entry that was changed, moved or is missing; exit code 1 when there is any. The log alone cannot
        show that its end was cut off: keep the anchor on another machine.

        Example: lazaret audit export > audit.jsonl && lazaret audit verify audit.jsonl
        """

    private enum Verb: String {
        case list, export, verify
    }

    private let verb: Verb
    private let file: String?
    private let json: Bool
    private let after: Int64?
    private let limit: Int?
    private let anchor: AuditHead?
    private let export: String?

    init(_ arguments: inout Arguments) throws {
        file = try arguments.value(of: "--config")
        json = arguments.flag("--json")
        after = try Self.number("--after", &arguments)
        limit = try Self.number("--limit", &arguments).map(Int.init)
        anchor = try arguments.value(of: "--anchor").map { text in
            guard let anchor = AuditHead(text) else {
                throw CommandError.usage("--anchor: '\(text)' is no anchor; give NUMBER:HASH as 'lazaret audit verify' prints it.")
            }
            return anchor
        }
        let operands = try arguments.operands()
        guard let verb = operands.first.flatMap(Verb.init), operands.count <= (verb == .verify ? 2 : 1) else {
            throw CommandError.usage("Say what to do: lazaret audit list|export|verify.")
        }
        (self.verb, export) = (verb, operands.dropFirst().first)
        guard verb == .verify || anchor == nil else { throw CommandError.usage("--anchor belongs to 'lazaret audit verify'.") }
    }

    func run() async throws -> ExitCode {
        let configuration = try ConfigurationFile.load(file)
        let source = try AuditSource(export: export, configuration)
        switch verb {
        case .list: try list(source)
        case .export: try write(source)
        case .verify: return try verify(source, configuration.audit.chain)
        }
        return .done
    }

    private func list(_ source: AuditSource) throws {
        let limit = limit ?? 50
        var shown: [AuditRecord] = []
        try source.each(after: after ?? 0) { record in
            shown.append(record)
            // Without a beginning it is the end that is asked for.
            if after == nil, shown.count > limit { shown.removeFirst() }
            return after == nil || shown.count < limit
        }
        for record in shown { print(json ? try Self.line(record) : Self.row(record)) }
    }

    private func write(_ source: AuditSource) throws {
        var head: AuditHead?
        try source.each(after: after ?? 0) { record in
            head = AuditHead(number: record.number, hash: record.hash)
            try FileHandle.standardOutput.write(contentsOf: Data((try Self.line(record) + "\n").utf8))
            return true
        }
        guard let head else { return }
        FileHandle.standardError.write(Data("anchor \(head)\n".utf8))
    }

    private func verify(_ source: AuditSource, _ chain: AuditChain) throws -> ExitCode {
        var check = AuditCheck(chain, anchor: anchor)
        try source.each(after: 0) {
            try check.take($0)
            return true
        }
        try check.finish()
        let report = AuditReport(check)
        print(json ? try report.json() : report.text)
        return check.faultCount == 0 ? .done : .no
    }

    private static func line(_ record: AuditRecord) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(record), as: UTF8.self)
    }

    private static func row(_ record: AuditRecord) -> String {
        let entry = record.entry
        let columns = [
            "\(record.number)", entry.at.formatted(.iso8601), entry.actor, entry.action, entry.attachment?.description ?? "-",
            entry.detail + (entry.reason.map { ": \($0.text ?? "(reason erased)")" } ?? ""),
        ]
        return columns.map(\.harmless).joined(separator: "  ")
    }

    private static func number(_ option: String, _ arguments: inout Arguments) throws -> Int64? {
        guard let text = try arguments.value(of: option) else { return nil }
        guard let number = Int64(text), (0...Int64(Int32.max)).contains(number) else {
            throw CommandError.usage("\(option): '\(text)' is no whole number.")
        }
        return number
    }
}
