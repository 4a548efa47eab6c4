import Foundation
import Synchronization
import Testing

@testable import Observability

struct LoggerTests {
    private let paper = Paper()
    private var json: Logger { logger(.json) }

    private func logger(_ format: Logger.Format, level: Logger.Level = .debug) -> Logger {
        Logger(level: level, format: format, now: { Date(timeIntervalSince1970: 1_700_000_000.125) }, to: paper.write)
    }

    @Test func writesOneJSONObjectALine() {
        json.info("file released", ["attachment": "01JD", "bytes": 48211, "ratio": 0.5, "cached": true])
        #expect(
            paper.text == #"{"time":"2023-11-14T22:13:20.125Z","level":"info","message":"file released","#
                + #""attachment":"01JD","bytes":48211,"ratio":0.5,"cached":true}"# + "\n")
    }

    @Test func writesReadableColumnsOnATerminal() {
        logger(.terminal(colour: false)).warning("clamd is away", ["endpoint": "unix:/run/clamd.ctl", "reason": "no such file"])
        #expect(
            paper.text == "22:13:20.125 WARNING clamd is away                            endpoint=unix:/run/clamd.ctl "
                + "reason=\"no such file\"\n")
    }

    @Test(arguments: [
        ("https://user:hidden@h.example/x", "https://<redacted>@h.example/x"), ("a ftp://hidden@h b", "a ftp://<redacted>@h b"),
        ("tcp://u:hidden/h?i#d@host:1", "tcp://<redacted>@host:1"),
        ("\"https://u:hid@den@h\", x@y", "\"https://<redacted>@h\", x@y"),
        ("https://h/ and https://hidden@h/", "https://h/ and https://<redacted>@h/"),
        ("mail to a@b.example", "mail to a@b.example"),
        ("https://h/p", "https://h/p"), ("https://", "https://"), ("https://hidden@", "https://<redacted>@"),
    ])
    func leavesOutTheCredentialsOfURLs(text: String, shown: String) throws {
        #expect(text.withoutCredentials == shown)
        json.warning(text, ["field": .string(text)])
        logger(.terminal(colour: false)).warning(text, ["field": .string(text)])
        #expect(!paper.text.contains("hid"))
    }

    @Test func coloursOnlyWhereAskedTo() {
        logger(.terminal(colour: true)).error("broken")
        #expect(paper.text.contains("\u{1B}[31mERROR"))
        #expect(paper.text.hasSuffix("broken\n"))
    }

    @Test(arguments: [
        "quote \" and backslash \\", "line\nfeed\r\n", "tab\t, nul \0, bell \u{7}, escape \u{1B}[31m, DEL \u{7F}", "C1 \u{9B}31m",
        "separators \u{2028}\u{2029}", "turned \u{202E}gnp.exe", "žluťoučký 🐎", "", "\r\n",
    ])
    func escapesSoThatEveryTextComesBackAndNoneBreaksTheLine(_ text: String) throws {
        json.info(text, ["field": .string(text)])
        let line = try #require(paper.lines.first)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["message"] as? String == text)
        #expect(object["field"] as? String == text)
        #expect(paper.lines.count == 1)
        #expect(
            !line.unicodeScalars.contains {
                $0.properties.generalCategory == .control || "\u{2028}\u{2029}\u{202E}".unicodeScalars.contains($0)
            })
    }

    @Test func noTextCommandsTheTerminal() {
        logger(.terminal(colour: false)).info("a\u{1B}[2Jb\n22:13:20.125Z INFO forged", ["f": "\u{1B}]0;x\u{7}"])
        #expect(paper.lines.count == 1)
        #expect(!paper.text.contains("\u{1B}"))
    }

    @Test func leavesOutLinesBelowTheLevel() {
        let logger = logger(.json, level: .warning)
        logger.debug("no")
        logger.info("no")
        logger.warning("yes")
        logger.error("yes")
        #expect(paper.lines.count == 2)
        #expect(!logger.writes(.info))
        #expect(logger.writes(.error))
    }

    @Test func addsBoundFieldsAndLetsTheLaterOfOneNameCount() {
        json.with(["request_id": "r1", "part": 1]).with(["part": 2]).info("m", ["request_id": "r2", "last": 3])
        #expect(paper.text.hasSuffix(#""message":"m","request_id":"r2","part":2,"last":3}"# + "\n"))
    }

    @Test func aFieldCannotTakeThePlaceOfTheLinesOwn() {
        json.info("m", ["level": "error", "message": "forged"])
        #expect(paper.text.hasSuffix(#""level":"info","message":"m","level_":"error","message_":"forged"}"# + "\n"))
    }

    @Test(arguments: [Logger.Format.json, .terminal(colour: true)], ["x", "ž", "🐎", "\u{0}"])
    func boundsEveryLine(_ format: Logger.Format, _ unit: String) throws {
        let long = String(repeating: unit, count: 100_000)
        let fields: Logger.Fields = ["a": .string(long), "b": .string(long), "c": .string(long), "d": .string(long)]
        logger(format).info(long, fields)
        #expect(paper.text.utf8.count <= 4096)
        #expect(paper.text.contains("…"))
        if format == .json {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(paper.text.utf8)) as? [String: Any])
            #expect(object["truncated"] as? Bool == true)
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, .leastNonzeroMagnitude])
    func anyNumberIsValidJSON(_ number: Double) throws {
        json.info("m", ["n": .double(number)])
        _ = try #require(try JSONSerialization.jsonObject(with: Data(paper.text.utf8)) as? [String: Any])
    }

    @Test func writesDurationsInSeconds() {
        #expect(Logger.Value.seconds(.microseconds(1_234_567)) == .double(1.235))
    }

    @Test func writesNothingUnlessToldWhere() {
        #expect(!Logger().writes(.error))
        Logger().with(["a": 1]).error("nowhere")
    }

    @Test func writesWholeLinesToStandardErrorFromManyThreads() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            let logger = Logger.standardError(level: .info).with(["filler": .string(String(repeating: "x", count: 900))])
            await withTaskGroup { group in
                for writer in 0..<4 {
                    group.addTask {
                        for number in 0..<8 { logger.info("line", ["writer": .integer(writer), "number": .integer(number)]) }
                    }
                }
            }
        }
        let bytes = try #require(result).standardErrorContent
        let lines = bytes.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: Array("{\"time\"".utf8)) }
        #expect(lines.count == 32)
        for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line)) }
    }

    @Test func levelsAreOrdered() {
        #expect(Logger.Level.allCases == Logger.Level.allCases.sorted())
        #expect(Logger.Level.debug < .error)
    }
}

/// Takes the lines of one test.
private final class Paper: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func write(_ line: [UInt8]) { bytes.withLock { $0 += line } }

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
    var lines: [Substring] { text.split(separator: "\n") }
}
