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

    mutating func add(_ result: ScanResult) {
        judged += 1
        if result.state == .released { passed += 1 }
        write((json ? line(result) : row(result)) + "\n", to: .standardOutput)
        if showsProgress { write("\r\(judged)/\(total)", to: .standardError) }
    }

    func close() {
        if showsProgress { write("\n", to: .standardError) }
        if !json { write("\(passed) of \(judged) would be released\n", to: .standardOutput) }
    }

    /// Nobody is left to tell when the reader has gone; the exit code still says the answer.
    private func write(_ text: String, to stream: FileHandle) { try? stream.write(contentsOf: Data(text.utf8)) }

    private func row(_ result: ScanResult) -> String {
        let mark = result.state == .released ? "✔" : "✘"
        let why = [result.verdict.signature, result.verdict.reasons.first].compactMap { $0 }.joined(separator: ": ")
        let columns = [
            mark, column(result.state.rawValue, 10), column(result.verdict.outcome.rawValue, 11),
            column(result.detectedType ?? "-", 26), result.path.harmless,
        ]
        return columns.joined(separator: "  ") + (why.isEmpty ? "" : "  (\(why.harmless))")
    }

    /// Longer texts push the rest of the row aside rather than being cut.
    private func column(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private func line(_ result: ScanResult) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and numbers are all that there is to encode.
        return (try? encoder.encode(result)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
