import Attachments
import Foundation
import Ledger
import TestSupport

extension AttachmentID {
    /// The identifier with this number; they sort as the numbers do.
    static func sample(_ number: Int) -> AttachmentID {
        let digits = String(number)
        guard let id = AttachmentID("01J" + String(repeating: "0", count: 23 - digits.count) + digits) else {
            preconditionFailure("The sample is no identifier.")
        }
        return id
    }
}

extension Attachment {
    static func sample(_ number: Int, conversation: String? = nil, name: String = "invoice.pdf", at date: Date = TestClock().now)
        -> Attachment
    {
        Attachment(
            id: .sample(number), source: .upload, conversationID: conversation,
            file: FileFacts(name: name, size: 48_211, sha256: String(repeating: "a1", count: 32), claimedType: "application/pdf"),
            createdAt: date)
    }
}

extension Ledger {
    /// Takes in the attachments with these numbers.
    func accept(_ numbers: ClosedRange<Int>) async throws {
        try await accept(numbers.map { .sample($0) }, detail: "Received.")
    }

    /// Takes in attachments by themselves.
    func accept(_ attachments: [Attachment], detail: String) async throws {
        let acceptance = try await accept(IntakeRecord(attachments: attachments, detail: detail))
        guard acceptance == .accepted else { throw NothingDue() }
    }

    /// Takes the one job that is due.
    func takeJob(lease: Duration = .seconds(60)) async throws -> Job? {
        try await takeJobs(limit: 1, lease: lease).first
    }

    /// Takes in one attachment and its job.
    func acceptAndTake(_ number: Int) async throws -> Job {
        try await accept(number...number)
        guard let job = try await takeJob() else { throw NothingDue() }
        return job
    }

    /// Takes in one attachment and brings it to `released`, with these messages in the outbox.
    func release(_ number: Int, messages: [NewMessage]) async throws {
        let job = try await acceptAndTake(number)
        try await commit(job.step(.inspected, .scanned, .released, messages: messages, disposition: .done))
    }
}

struct NothingDue: Error {}

extension Job {
    func step(
        _ states: AttachmentState..., verdict: Verdict? = nil, messages: [NewMessage] = [], disposition: Step.Disposition = .keep
    ) -> Step {
        Step(
            lease: lease, attachment: attachment.id, entries: states.map { TimelineEntry(at: createdAt, state: $0, detail: "So.") },
            verdict: verdict, messages: messages, disposition: disposition)
    }
}

extension OutboxMessage {
    func step(_ states: AttachmentState..., disposition: Step.Disposition) -> Step {
        Step(
            lease: lease, attachment: attachment?.id,
            entries: states.map { TimelineEntry(at: createdAt, state: $0, detail: "So.") },
            disposition: disposition)
    }
}

/// The code of the error that `body` throws; `nil` when it throws none.
func code(_ body: () async throws -> Void) async -> LedgerError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? LedgerError)?.code
    }
}

/// Words of the pipeline's, which the ledger keeps as they are.
extension MessageKind {
    static let notice = MessageKind(rawValue: "notice")
    static let text = MessageKind(rawValue: "text")
    static let removal = MessageKind(rawValue: "removal")
    static let forward = MessageKind(rawValue: "forward")
    static let receipt = MessageKind(rawValue: "receipt")
    static let card = MessageKind(rawValue: "card")
    static let report = MessageKind(rawValue: "report")
}
