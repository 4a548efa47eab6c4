import Attachments
import Foundation

extension LedgerSession {
    /// Lets go of what is parked; whether there was anything.
    func retry(_ id: AttachmentID, by actor: String, reason: String, at time: Date, events: inout Set<Event>) throws -> Bool {
        let text = id.description
        let files = try first(
            "SELECT count(*) FROM outbox WHERE attachment_id = ? AND parked = 1 AND kind = ?", text, MessageKind.file.rawValue
        ) { Int($0.integer()) }
        let jobs = try unpark(.jobs, of: text, at: time)
        let messages = try unpark(.outbox, of: text, at: time)
        let fetches = try unpark(.fetches, of: text, at: time)
        guard jobs + messages + fetches > 0, let state = try state(of: text) else { return false }
        let resumed = resumed(state, jobs: jobs, files: files ?? 0)
        let done = "tried again (\(actor))"
        let detail = reason.isEmpty ? done : "\(done): \(reason)"
        try advance(text, along: [TimelineEntry(at: time, state: resumed, detail: detail)], events: &events)
        try insert(
            AuditEntry(
                at: time, actor: actor, action: "retry", attachment: id, detail: done,
                reason: reason.isEmpty ? nil : try AuditReason(reason)))
        events.formUnion(WorkQueue.allCases.map { .work($0) })
        return true
    }

    private func unpark(_ queue: WorkQueue, of id: String, at time: Date) throws -> Int {
        try execute(queue.statements(Self.dialect).unpark, time.milliseconds, id)
    }

    /// What has still to be fetched has no bytes that could be worked on. Only the message with the file itself shows that it was released:
    /// others, such as a notice, are there for files that nobody has judged.
    private func resumed(_ state: AttachmentState, jobs: Int, files: Int) -> AttachmentState {
        guard state == .failed else { return state }
        return jobs > 0 ? .received : files > 0 ? .released : .failed
    }

    func queueStatistics(at time: Date) throws -> QueueStatistics {
        let counts = try query("SELECT state, count FROM attachment_counts") { row in
            (try row.word("attachment state") as AttachmentState, Int(row.integer()))
        }
        return QueueStatistics(
            attachments: Dictionary(uniqueKeysWithValues: counts), jobs: try depth(of: .jobs, at: time),
            messages: try depth(of: .outbox, at: time), fetches: try depth(of: .fetches, at: time))
    }

    private func depth(of queue: WorkQueue, at time: Date) throws -> QueueStatistics.Queue {
        let depth = try first(queue.statements(Self.dialect).counts, time.milliseconds) { row in
            QueueStatistics.Queue(
                waiting: Int(row.integer()), leased: Int(row.integer()), parked: Int(row.integer()),
                oldestWaiting: row.optionalInteger().map { .milliseconds(max(0, time.milliseconds - $0)) })
        }
        return depth ?? QueueStatistics.Queue()
    }

    /// Changes the one row that is there for it.
    func writeCheck() throws -> Int64? {
        try first("UPDATE checks SET count = count + 1 RETURNING count") { $0.integer() }
    }

    /// - Throws: `unavailable` when what was written cannot be read.
    func readCheck(of written: Int64?) throws {
        let read = try first("SELECT count FROM checks") { $0.integer() }
        guard let written, let read, read >= written else {
            throw LedgerError(.unavailable, "The ledger does not give back what was written. Check the volume that it is on.")
        }
    }
}
