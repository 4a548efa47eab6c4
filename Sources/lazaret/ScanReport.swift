import Attachments
import Foundation

/// What `scan` prints: a table for people, one JSON object a line for programs.
struct ScanReport {
    private let json: Bool
    private let total: Int
    private let showsProgress: Bool
    private var judged = 0
    private var passed = 0

    init(json: Bool, total: Int) {
        self.json = json
        self.total = total
        // A bar only where a person looks on, and only when the rows themselves are not on the same screen.
        showsProgress = total > 1 && isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 0
    }

    var everythingPassed: Bool { passed == judged }

    mutating func add(_ judgement: LocalJudge.Judgement) {
        judged += 1
        if judgement.decision == .release { passed += 1 }
        print(json ? line(judgement) : row(judgement))
        if showsProgress { progress("\r\(judged)/\(total)") }
    }

    func close() {
        if showsProgress { progress("\n") }
        if !json { print("\(passed) of \(judged) would be released") }
    }

    private func progress(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    private func row(_ judgement: LocalJudge.Judgement) -> String {
        let mark = judgement.decision == .release ? "✔" : "✘"
        let why = [judgement.verdict.signature, judgement.verdict.reasons.first].compactMap { $0 }.joined(separator: ": ")
        let columns = [
            mark, decision(judgement).padding(toLength: 10, withPad: " ", startingAt: 0),
            judgement.verdict.outcome.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0),
            (judgement.detectedType ?? "-").padding(toLength: 26, withPad: " ", startingAt: 0), judgement.path,
        ]
        return columns.joined(separator: "  ") + (why.isEmpty ? "" : "  (\(why))")
    }

    private func line(_ judgement: LocalJudge.Judgement) -> String {
        let record = Record(
            path: judgement.path, size: judgement.size, detectedType: judgement.detectedType, decision: decision(judgement),
            outcome: judgement.verdict.outcome.rawValue, engine: judgement.verdict.engine, signature: judgement.verdict.signature,
            reasons: judgement.verdict.reasons)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and numbers are all that there is to encode.
        return (try? encoder.encode(record)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// What would become of the file, in the gateway's words.
    private func decision(_ judgement: LocalJudge.Judgement) -> String {
        switch judgement.decision {
        case .release: "released"
        case .destroy: "infected"
        case .reject: "rejected"
        case .hold: "held"
        case nil: "waiting"
        }
    }

    private struct Record: Encodable {
        let path: String
        let size: Int64
        let detectedType: String?
        let decision: String
        let outcome: String
        let engine: String?
        let signature: String?
        let reasons: [String]
    }
}
