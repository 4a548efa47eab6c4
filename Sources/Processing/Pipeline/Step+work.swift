import Attachments
import Ledger

extension Step {
    /// A step of a job's work.
    init(
        _ job: Job, entries: [TimelineEntry] = [], detectedType: String? = nil, verdict: Verdict? = nil,
        examinations: [Examination] = [], messages: [NewMessage] = [], audit: [AuditEntry] = [], disposition: Disposition
    ) {
        self.init(
            lease: job.lease, attachment: job.attachment.id, message: job.message?.id, entries: entries,
            detectedType: detectedType, verdict: verdict, messages: messages, audit: audit, disposition: disposition)
        self.examinations = examinations
    }

    /// What became of a message.
    init(
        _ message: OutboxMessage, entries: [TimelineEntry] = [], remark: String? = nil, sentLink: String? = nil,
        card: CardEnding? = nil, messages: [NewMessage] = [], audit: [AuditEntry] = [], disposition: Disposition
    ) {
        self.init(
            lease: message.lease, attachment: message.attachment?.id, message: message.origin?.id, entries: entries,
            remark: remark, sentLink: sentLink, card: card, messages: messages, audit: audit, disposition: disposition)
    }

    /// What became of a fetch.
    init(
        _ fetch: Fetch, record: Attachment? = nil, entries: [TimelineEntry] = [], sentLink: String? = nil,
        messages: [NewMessage] = [],
        audit: [AuditEntry] = [], disposition: Disposition
    ) {
        self.init(
            lease: fetch.lease, attachment: fetch.id, message: fetch.message.id, record: record, entries: entries,
            sentLink: sentLink,
            messages: messages, audit: audit, disposition: disposition)
    }
}

extension Verdict {
    /// One line for the timeline and the audit log.
    var summary: String {
        let what = [outcome.rawValue, signature.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
        let by = engine.map { "\(what), says \($0)" } ?? what
        return reasons.isEmpty ? by : "\(by): \(reasons.joined(separator: " "))"
    }
}
