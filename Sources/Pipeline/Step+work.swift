import Attachments
import Ledger

extension Step {
    /// A step of a job's work.
    init(
        _ job: Job, entries: [TimelineEntry] = [], remark: String? = nil, detectedType: String? = nil, verdict: Verdict? = nil,
        remembersVerdict: Bool = false, messages: [NewMessage] = [], audit: [AuditEntry] = [], disposition: Disposition
    ) {
        self.init(
            lease: job.lease, attachment: job.attachment.id, message: job.message?.id, entries: entries, remark: remark,
            detectedType: detectedType,
            verdict: verdict,
            messages: messages, audit: audit, disposition: disposition)
        self.remembersVerdict = remembersVerdict
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
        _ fetch: Fetch, arrival: Attachment? = nil, entries: [TimelineEntry] = [], sentLink: String? = nil,
        messages: [NewMessage] = [],
        audit: [AuditEntry] = [], disposition: Disposition
    ) {
        self.init(
            lease: fetch.lease, attachment: fetch.id, message: fetch.message.id, arrival: arrival, entries: entries,
            sentLink: sentLink,
            messages: messages, audit: audit, disposition: disposition)
    }
}

extension Verdict {
    /// Whether the same engine with the same signatures would say it again of the same bytes, whatever its limits and its day.
    func isLasting(for versions: [String]) -> Bool {
        guard let engine, versions.contains(engine) else { return false }
        switch outcome {
        case .clean, .infected, .encrypted, .active: return true
        case .pending, .mismatch, .limit, .unscannable, .error: return false
        }
    }

    /// One line for the timeline and the audit log.
    var summary: String {
        let what = [outcome.rawValue, signature.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
        let by = engine.map { "\(what), says \($0)" } ?? what
        return reasons.isEmpty ? by : "\(by): \(reasons.joined(separator: " "))"
    }
}
