import Attachments
import Foundation
import Ledger

/// What a ledger does in a second, and what taking one job costs with few and with many rows.
struct LedgerBench {
    static let sizes = [1_000, 100_000, 1_000_000]
    private static let tasks = 16
    private static let attachments = 6_000
    private static let takes = 200

    private let backEnd: LedgerBackEnd

    init(_ backEnd: LedgerBackEnd) { self.backEnd = backEnd }

    struct Figures {
        /// Uploads taken in, a second, by 16 callers.
        var accepts = 0.0
        /// Jobs taken and finished, a second, by 16 workers.
        var drained = 0.0
        /// Seconds to take one job, the median, by the number of rows.
        var take: [Int: Double] = [:]
        /// Seconds to count everything with most rows.
        var queueStatistics = 0.0
    }

    func run() async throws -> Figures {
        var figures = Figures()
        try await backEnd.withLedger(of: 0) { ledger in
            figures.accepts = try await perSecond { try await accept(into: ledger) }
            figures.drained = try await perSecond { try await drain(ledger) }
        }
        for size in Self.sizes {
            try await backEnd.withLedger(of: size) { ledger in
                // The first look adds up what the filling has changed, all at once.
                _ = try await ledger.queueStatistics()
                try await backEnd.vacuum()
                figures.queueStatistics = try await seconds { _ = try await ledger.queueStatistics() }
                figures.take[size] = try await medianTake(from: ledger)
            }
        }
        return figures
    }

    private func accept(into ledger: any Ledger) async throws {
        try await withThrowingTaskGroup { group in
            for task in 0..<Self.tasks {
                group.addTask {
                    for number in stride(from: task, to: Self.attachments, by: Self.tasks) {
                        let attachment = Attachment(
                            id: AttachmentID(milliseconds: 1_750_000_000_000, chance: UInt128(number)), source: .upload,
                            conversationID: "c\(number % 100)",
                            file: FileFacts(name: "noise.png", size: 64_000, sha256: String(repeating: "a1", count: 32)),
                            createdAt: Date())
                        _ = try await ledger.accept(IntakeRecord(attachments: [attachment], detail: "Held in quarantine."))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Each job's way through inspection, scan and release, with the message that it causes, is one step.
    private func drain(_ ledger: any Ledger) async throws {
        try await withThrowingTaskGroup { group in
            for _ in 0..<Self.tasks {
                group.addTask {
                    while case let jobs = try await ledger.takeJobs(limit: 4, lease: .seconds(60)), !jobs.isEmpty {
                        for job in jobs { try await ledger.commit(Self.release(job)) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func release(_ job: Job) -> Step {
        Step(
            lease: job.lease, attachment: job.attachment.id,
            entries: [AttachmentState.inspected, .scanned, .released].map { TimelineEntry(at: Date(), state: $0, detail: "So.") },
            detectedType: "image/png", verdict: Verdict(outcome: .clean, engine: "ClamAV"),
            messages: [NewMessage(kind: .file, idempotencyKey: "file/\(job.attachment.id)")],
            audit: [.init(at: Date(), actor: "judge", action: "attachment.released", attachment: job.attachment.id, detail: "So.")],
            disposition: .done)
    }

    private func medianTake(from ledger: any Ledger) async throws -> Double {
        var times: [Double] = []
        for _ in 0..<Self.takes {
            times.append(
                try await seconds {
                    guard try await ledger.takeJobs(limit: 1, lease: .seconds(600)).count == 1 else {
                        throw Unexpected("there was no job to take")
                    }
                })
        }
        return times.sorted()[times.count / 2]
    }

    private func perSecond(_ work: () async throws -> Void) async throws -> Double {
        Double(Self.attachments) / (try await seconds(work))
    }

    private func seconds(_ work: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await work()
        return (ContinuousClock.now - start) / .seconds(1)
    }
}

/// The table of the ledgers in Markdown.
struct LedgerTable {
    private var rows = [
        "| ledger | taken in | drained | " + LedgerBench.sizes.map { "take one of \($0)" }.joined(separator: " | ")
            + " | counts of the last |",
        "|---|---|---|" + String(repeating: "---|", count: LedgerBench.sizes.count) + "---|",
    ]

    mutating func add(_ name: String, _ figures: LedgerBench.Figures) {
        let takes = LedgerBench.sizes.map { milliseconds(figures.take[$0] ?? 0) }
        let cells = [name, rate(figures.accepts), rate(figures.drained)] + takes + [milliseconds(figures.queueStatistics)]
        rows.append("| " + cells.joined(separator: " | ") + " |")
    }

    var text: String { rows.joined(separator: "\n") }

    private func rate(_ value: Double) -> String { "\(Int(value.rounded()))/s" }
    private func milliseconds(_ seconds: Double) -> String {
        (seconds * 1000).formatted(.number.precision(.fractionLength(2)).grouping(.never)) + " ms"
    }
}
