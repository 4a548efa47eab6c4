import Foundation

/// The benchmark's table in Markdown.
struct Table {
    private var rows = [
        "| files | clamd alone (FILDES) | through lazaret | ratio | MB/s | CPU: clamd alone | clamd | lazaret | of it user | lazaret : clamd "
            + "| generator |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]

    mutating func add(_ load: Load, ceiling: Measurement, gateway: Measurement) {
        let cells = [
            "\(load.count) × \(load.name)", rate(load, ceiling), rate(load, gateway), percent(ceiling.seconds / gateway.seconds),
            number(load.megabytes / gateway.seconds), seconds(ceiling.clamd.total), seconds(gateway.clamd.total),
            seconds(gateway.lazaret.total), seconds(gateway.lazaret.user), percent(gateway.lazaret.total / gateway.clamd.total),
            seconds(gateway.generator.total),
        ]
        rows.append("| " + cells.joined(separator: " | ") + " |")
    }

    var text: String { rows.joined(separator: "\n") }
}

/// The table of files that are sent a second time, in Markdown.
struct RepetitionTable {
    private var rows = [
        "| files | sent first | sent again | ratio | clamd's CPU, first | again |",
        "|---|---|---|---|---|---|",
    ]

    mutating func add(_ load: Load, first: Measurement, second: Measurement) {
        let cells = [
            "\(load.count) × \(load.name)", rate(load, first), rate(load, second), number(first.seconds / second.seconds) + " ×",
            seconds(first.clamd.total), seconds(second.clamd.total),
        ]
        rows.append("| " + cells.joined(separator: " | ") + " |")
    }

    var text: String { rows.joined(separator: "\n") }
}

private func rate(_ load: Load, _ run: Measurement) -> String { number(Double(load.count) / run.seconds) + " files/s" }
private func seconds(_ value: Double) -> String { number(value) + " s" }
private func percent(_ ratio: Double) -> String { number(ratio * 100) + " %" }
private func number(_ value: Double) -> String {
    value.formatted(.number.precision(.significantDigits(3)).grouping(.never))
}

/// How the gateway's memory took a load.
struct MemoryReport {
    let uploads: Int
    let size: Int
    let before: Int
    let peak: Int

    var text: String {
        "Resident memory of lazaret: \(before / 1_000_000) MB before, \(peak / 1_000_000) MB at most with \(uploads) uploads of "
            + "\(size / 1_000_000) MB in flight."
    }
}
